internal import HTTP

/// One object of the profile file. Its fields are read as those of a request are; what is wrong with them is told under
/// the path of the object.
struct FileObject {
    let path: String
    var fields: BodyFields
    private let members: JSONObject

    /// Reads an object by `body`. Gives nil, with the mistake noted, for anything but an object. A member that is not
    /// `known` is most likely misspelt: a mistake too.
    static func read<Value>(
        _ json: JSONValue, at path: String, known: [String], _ mistakes: inout Mistakes,
        _ body: (inout FileObject, inout Mistakes) -> Value?
    ) -> Value? {
        guard case .object(let members) = json else {
            mistakes.add(path, path.isEmpty ? "the file must be a JSON object" : "must be an object")
            return nil
        }
        var object = FileObject(path: path, fields: BodyFields(members), members: members)
        for member in members where !known.contains(member.key) {
            mistakes.add(object.path(of: member.key), "unknown; there are: \(known.joined(separator: ", "))")
        }
        let value = body(&object, &mistakes)
        for (field, problem) in object.fields.errors.entries {
            mistakes.add(object.path(of: field), problem.message)
        }
        return value
    }

    subscript(name: String) -> JSONValue? { members[name] }

    /// The path of a member.
    func path(of name: String) -> String {
        let isPlain = !name.isEmpty && name.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F }
        if !isPlain { return "\(path)[\(name.quoted)]" }
        return path.isEmpty ? name : "\(path).\(name)"
    }

    /// The values of those fields that are there.
    mutating func values(of list: [Field]) -> FieldValues {
        var values: FieldValues = [:]
        for field in list where fields.isPresent(field.name) { values[field.name] = field.value(of: &fields) }
        return values
    }

    /// The elements of an array, each with its path; nil where there is no such member.
    mutating func elements(_ name: String) -> [(path: String, json: JSONValue)]? {
        guard let json = members[name] else { return nil }
        guard case .array(let elements) = json else {
            fields.errors.add(name, "Must be an array")
            return nil
        }
        return elements.enumerated().map { ("\(path(of: name))[\($0.offset)]", $0.element) }
    }

    /// The id that `profile show --json` gives things. It is no way to name them: only checked against their keys.
    mutating func id() -> Int64? {
        fields.integer("id", 1...Int64.max)
    }
}
