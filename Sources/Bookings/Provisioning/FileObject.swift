internal import HTTP

/// One object of the profile file: its members, read under the paths by which mistakes name them.
struct FileObject {
    let path: String
    private let members: JSONObject

    /// Nil, with the mistake noted, for anything but an object. A member that is not `known` is most likely misspelt: a
    /// mistake too.
    init?(_ json: JSONValue, at path: String, known: [String], _ mistakes: inout Mistakes) {
        guard case .object(let members) = json else {
            mistakes.add(path, path.isEmpty ? "the file must be a JSON object" : "must be an object")
            return nil
        }
        self.path = path
        self.members = members
        for member in members where !known.contains(where: { $0 == member.key }) {
            mistakes.add(self.path(of: member.key), "unknown; there are: \(known.joined(separator: ", "))")
        }
    }

    subscript(name: String) -> JSONValue? { members[name] }

    /// The path of a member.
    func path(of name: String) -> String {
        let isPlain = !name.isEmpty && name.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F }
        if !isPlain { return "\(path)[\(name.quoted)]" }
        return path.isEmpty ? name : "\(path).\(name)"
    }

    /// The values of those fields that are there.
    func values(of fields: [Field], _ mistakes: inout Mistakes) -> FieldValues {
        var values: FieldValues = [:]
        for field in fields {
            guard let json = members[field.name] else { continue }
            values[field.name] = mistakes.collect(path(of: field.name)) { () throws(FieldProblem) in
                try field.value(of: json)
            }
        }
        return values
    }

    /// A member that has to be there, read by `read`.
    func required<Value>(
        _ name: String, _ mistakes: inout Mistakes, _ read: (JSONValue) throws(FieldProblem) -> Value
    ) -> Value? {
        guard let json = members[name] else {
            mistakes.add(path(of: name), "is required")
            return nil
        }
        return mistakes.collect(path(of: name)) { () throws(FieldProblem) in try read(json) }
    }

    /// A member that may be missing or null, read by `read`.
    func optional<Value>(
        _ name: String, _ mistakes: inout Mistakes, _ read: (JSONValue) throws(FieldProblem) -> Value
    ) -> Value? {
        guard let json = members[name], !json.isNull else { return nil }
        return mistakes.collect(path(of: name)) { () throws(FieldProblem) in try read(json) }
    }

    /// The elements of an array, each with its path; nil where there is no such member.
    func elements(_ name: String, _ mistakes: inout Mistakes) -> [(path: String, json: JSONValue)]? {
        guard let json = members[name] else { return nil }
        guard case .array(let elements) = json else {
            mistakes.add(path(of: name), "must be an array")
            return nil
        }
        return elements.enumerated().map { ("\(path(of: name))[\($0.offset)]", $0.element) }
    }

    /// The id that `profile show --json` gives things. It is no way to name them: only checked against their keys.
    func id(_ mistakes: inout Mistakes) -> Int64? {
        guard let json = members["id"] else { return nil }
        return mistakes.collect(path(of: "id")) { () throws(FieldProblem) in try json.integer(in: 1...Int64.max) }
    }
}
