/// The value of `Idempotency-Key`: what a client calls a request that it may have to send again.
public struct IdempotencyKey: Sendable, Hashable, CustomStringConvertible {
    /// 1 to 255 characters U+0020 to U+007E.
    public let value: String

    /// Takes a field value as it is; nil when it is empty, longer, or holds anything but printable ASCII.
    public init?(_ value: String) {
        guard (1...255).contains(value.utf8.count), value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        self.value = value
    }

    /// The key.
    public var description: String { value }
}
