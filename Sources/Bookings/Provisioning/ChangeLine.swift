/// One line of what a command changed.
struct ChangeLine: Sendable, CustomStringConvertible {
    enum Sign: String, Sendable {
        case added = "+"
        case changed = "~"
        case removed = "-"
        /// Told where something was asked for and is so already.
        case unchanged = "="
    }

    let sign: Sign
    /// What was changed, as in `service cut`.
    let subject: String
    /// What of it; none where the subject says it all.
    var details: [String] = []

    var description: String {
        details.isEmpty
            ? "\(sign.rawValue) \(subject)" : "\(sign.rawValue) \(subject): \(details.joined(separator: ", "))"
    }
}

/// A field with another value than before.
struct FieldChange: Sendable, CustomStringConvertible {
    let name: String
    let old: FieldValue
    let new: FieldValue

    var description: String { "\(name) \(old) -> \(new)" }
}

extension [Field] {
    /// Which of the given values differ from the stored ones.
    func changes(from stored: FieldValues, to given: FieldValues) -> [FieldChange] {
        compactMap { field in
            let old = stored[field.name] ?? .null
            guard let new = given[field.name], new != old else { return nil }
            return FieldChange(name: field.name, old: old, new: new)
        }
    }
}

/// How a list that is replaced as a whole differs from what there is. What stays the same is not touched, so a list
/// that is given again as it was changes nothing.
struct ListChange<Content: Hashable & Sendable>: Sendable {
    let removed: [Stored<Content>]
    let added: [Content]

    init(from stored: [Stored<Content>], to given: [Content]) {
        var missing: [Content: Int] = [:]
        for content in given { missing[content, default: 0] += 1 }
        removed = stored.filter { old in
            guard let count = missing[old.content], count > 0 else { return true }
            missing[old.content] = count - 1
            return false
        }
        added = given.filter { content in
            guard let count = missing[content], count > 0 else { return false }
            missing[content] = count - 1
            return true
        }
    }

    var isEmpty: Bool { removed.isEmpty && added.isEmpty }
}
