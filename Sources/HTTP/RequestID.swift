/// What a request is called in logs and in `X-Request-Id`: nginx's `$request_id`, or one made here.
public struct RequestID: Hashable, Sendable, CustomStringConvertible {
    /// 1 to 64 characters out of `A-Za-z0-9-`, so that it can stand in a header and a log line as it is.
    public let description: String

    /// A random one: 128 bits as 32 lowercase hexadecimal digits, the form of nginx's.
    public init() {
        var generator = SystemRandomNumberGenerator()
        description = Self.hexadecimal(generator.next()) + Self.hexadecimal(generator.next())
    }

    /// What the front server handed over, or a random one if that is missing or not 1 to 64 of `A-Za-z0-9-`.
    public init(_ presented: String?) {
        if let presented, Self.isValid(presented) {
            self.init(valid: presented)
        } else {
            self.init()
        }
    }

    private init(valid description: String) {
        self.description = description
    }

    private static func isValid(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isASCIIDigit || $0.isASCIILetter || $0 == UInt8(ascii: "-") }
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
