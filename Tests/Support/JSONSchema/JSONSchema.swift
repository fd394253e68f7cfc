public import HTTP

/// A JSON Schema (draft 2020-12), read once: the keywords that the API's description uses, and no other.
public struct JSONSchema: Sendable {
    /// What one keyword has to say of a value that stands at a place.
    typealias Rule = @Sendable (JSONValue, JSONPointer) -> [Complaint]

    let rules: [Rule]

    /// What is wrong with a value; nothing if it is valid.
    public func complaints(about value: JSONValue) -> [Complaint] {
        complaints(about: value, at: JSONPointer())
    }

    func complaints(about value: JSONValue, at place: JSONPointer) -> [Complaint] {
        rules.flatMap { $0(value, place) }
    }

    /// Whether a value is valid.
    public func allows(_ value: JSONValue) -> Bool {
        rules.allSatisfy { $0(value, JSONPointer()).isEmpty }
    }
}

/// Something that is wrong with a value, and where.
public struct Complaint: Sendable, Equatable, CustomStringConvertible {
    /// The place in the value.
    public let place: JSONPointer
    /// What is wrong there.
    public let message: String

    init(_ place: JSONPointer, _ message: String) {
        self.place = place
        self.message = message
    }

    /// Both.
    public var description: String { "\(place): \(message)" }
}

/// A place in a JSON value (RFC 6901).
public struct JSONPointer: Sendable, Equatable, CustomStringConvertible {
    private var tokens: [String] = []

    /// The whole value.
    public init() {}

    /// Reads what ``description`` writes; nil for a text that does not begin with `/`.
    public init?(_ text: some StringProtocol) {
        guard text.isEmpty || text.hasPrefix("/") else { return nil }
        tokens = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { token in
            token.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
                .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
        }
    }

    /// The place one step further in.
    func appending(_ token: String) -> JSONPointer {
        var longer = self
        longer.tokens.append(token)
        return longer
    }

    /// What stands there; nil when nothing does.
    public func resolve(in document: JSONValue) -> JSONValue? {
        tokens.reduce(Optional(document)) { value, token in
            value?[token]
                ?? Int(token).flatMap { index in
                    value?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                }
        }
    }

    /// Each step behind a slash; nothing for the whole value.
    public var description: String {
        tokens.map { token in
            let escaped = token.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.joined()
            return "/\(escaped)"
        }.joined()
    }
}
