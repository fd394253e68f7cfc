/// The token of an `Authorization` field of scheme `Bearer` (RFC 6750 section 2.1, RFC 9110 section 11.6.2).
///
/// A secret: it does not show itself when it is printed.
public struct BearerToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// One or more of `A-Za-z0-9-._~+/`, then any number of `=`.
    public let value: String

    /// Takes the token out of a field value: `Bearer` in any case, one space or more, the token, nothing else. Nil for
    /// any other.
    public init?(authorization: String) {
        var scanner = FieldScanner(authorization)
        let scheme = scanner.run(\.isASCIILetter)
        guard scheme.elementsEqual("bearer".utf8, by: { $0.asciiLowercased == $1 }) else { return nil }
        guard !scanner.run({ $0 == UInt8(ascii: " ") }).isEmpty else { return nil }
        let token = scanner.run(\.isToken68Character)
        let padding = scanner.run { $0 == UInt8(ascii: "=") }
        guard !token.isEmpty, scanner.isAtEnd else { return nil }
        value = String(decoding: token + padding, as: UTF8.self)
    }

    /// Not the token.
    public var description: String { "Bearer …" }
    /// Not the token.
    public var debugDescription: String { description }
}

extension UInt8 {
    fileprivate var isToken68Character: Bool {
        switch self {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "+"),
            UInt8(ascii: "/"):
            true
        default: isASCIIDigit || isASCIILetter
        }
    }
}
