internal import HTTP

extension JSONValue {
    /// How wide an array or object may be that stands on one line.
    private static let widest = 140

    /// For people: indented by two spaces; what is short stands on one line, except right inside the outermost object.
    var indented: String { indented(by: 0) }

    private func indented(by depth: Int) -> String {
        let line = compact
        let margin = String(repeating: " ", count: 2 * depth)
        let fits = depth > 1 && margin.count + line.count <= Self.widest
        switch self {
        case .object(let members) where !members.isEmpty && !fits:
            let lines = members.map { "\(margin)  \($0.key.quoted): \($0.value.indented(by: depth + 1))" }
            return "{\n\(lines.joined(separator: ",\n"))\n\(margin)}"
        case .array(let elements) where !elements.isEmpty && !fits:
            let lines = elements.map { "\(margin)  \($0.indented(by: depth + 1))" }
            return "[\n\(lines.joined(separator: ",\n"))\n\(margin)]"
        default:
            return line
        }
    }

    /// On one line, with spaces where they help the eye.
    private var compact: String {
        switch self {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .number(let number): number.literal
        case .string(let text): text.quoted
        case .array(let elements): "[\(elements.map(\.compact).joined(separator: ", "))]"
        case .object(let members):
            "{\(members.map { "\($0.key.quoted): \($0.value.compact)" }.joined(separator: ", "))}"
        }
    }
}
