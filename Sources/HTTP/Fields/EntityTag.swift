/// Which state of a resource an answer shows (RFC 9110 section 8.8.3).
public struct EntityTag: Sendable, Hashable, CustomStringConvertible {
    /// What stands between the quotation marks: no quotation mark, space or control character.
    public let opaque: String
    /// Whether it vouches for the meaning only, not for every byte (`W/`).
    public let isWeak: Bool

    /// A tag around text that the service makes up itself: a version, a digest.
    public init(_ opaque: String, isWeak: Bool = false) {
        self.opaque = opaque
        self.isWeak = isWeak
    }

    /// As it stands in a field: `"7"` or `W/"7"`.
    public var description: String { isWeak ? "W/\"\(opaque)\"" : "\"\(opaque)\"" }

    /// Whether both are strong and the same (section 8.8.3.2): for `If-Match`.
    public func stronglyEquals(_ other: EntityTag) -> Bool {
        !isWeak && !other.isWeak && weaklyEquals(other)
    }

    /// Whether both are the same, weak or not: for `If-None-Match`.
    public func weaklyEquals(_ other: EntityTag) -> Bool {
        opaque.utf8.elementsEqual(other.opaque.utf8)
    }
}

extension EntityTag {
    /// The tag that starts where the scanner is; nil when there is none.
    init?(_ scanner: inout FieldScanner) {
        let isWeak = scanner.skip(UInt8(ascii: "W"))
        if isWeak, !scanner.skip(UInt8(ascii: "/")) { return nil }
        guard scanner.skip(UInt8(ascii: "\"")) else { return nil }
        let opaque = scanner.run { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != 0x7F }
        guard scanner.skip(UInt8(ascii: "\"")) else { return nil }
        self.init(String(decoding: opaque, as: UTF8.self), isWeak: isWeak)
    }
}
