import HTTP
import Synchronization

extension Rules {
    /// One type or several. A number is an integer when it is written as one.
    static func type(_ names: JSONValue, at place: JSONPointer) throws(SchemaError) -> JSONSchema.Rule {
        let allowed = (names.array ?? [names]).compactMap(\.string)
        let unknown = Set(allowed).subtracting(["null", "boolean", "integer", "string", "array", "object"])
        guard unknown.isEmpty, !allowed.isEmpty else { throw SchemaError(place, "Is no known type") }
        return { value, place in
            allowed.contains(value.typeName)
                ? [] : [Complaint(place, "is of type \(value.typeName), not \(allowed.joined(separator: " or "))")]
        }
    }

    /// A regular expression of ECMA-262 that is found in the string.
    static func pattern(_ expression: String, at place: JSONPointer) throws(SchemaError) -> JSONSchema.Rule {
        let pattern: Pattern
        do {
            pattern = try Pattern(expression)
        } catch {
            throw SchemaError(place, "Is no regular expression: \(error)")
        }
        return { value, place in
            guard let text = value.string, !pattern.isFound(in: text) else { return [] }
            return [Complaint(place, "does not match \(expression): \(text)")]
        }
    }

    /// A format by its name.
    static func format(_ name: String, at place: JSONPointer) throws(SchemaError) -> JSONSchema.Rule {
        switch name {
        // OpenAPI 3.1: a signed integer of 64 bits.
        case "int64":
            { value, place in
                value.typeName == "number" ? [Complaint(place, "is no integer of 64 bits: \(value)")] : []
            }
        // RFC 3339, section 5.6.
        case "date": try pattern(#"^\d{4}-\d{2}-\d{2}$"#, at: place)
        case "date-time":
            try pattern(#"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$"#, at: place)
        default: throw SchemaError(place, "Is no known format")
        }
    }
}

extension JSONValue {
    /// The type as JSON Schema calls it.
    fileprivate var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number(let number): number.exactInteger == nil ? "number" : "integer"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

/// A regular expression for strings of code points, in which `$` is the very end and nothing else.
private final class Pattern: Sendable {
    // A Regex is not Sendable: it may keep what it learns while matching.
    private let regex: Mutex<Regex<AnyRegexOutput>>

    init(_ expression: String) throws {
        let ending = expression.hasSuffix("$") ? String(expression.dropLast()) + #"\z"# : expression
        regex = Mutex(try Regex(ending).matchingSemantics(.unicodeScalar))
    }

    func isFound(in text: String) -> Bool {
        regex.withLock { (try? $0.firstMatch(in: text)) != nil }
    }
}
