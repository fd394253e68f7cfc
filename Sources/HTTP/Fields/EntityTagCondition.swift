/// The value of `If-Match` or `If-None-Match` (RFC 9110 sections 13.1.1 and 13.1.2).
public enum EntityTagCondition: Sendable, Equatable {
    /// `*`: whatever is there.
    case any
    /// One of these tags; none at all when the list is empty.
    case tags([EntityTag])
    /// Neither.
    case malformed

    /// Reads a field value; elements of the list may be empty (section 5.6.1.2).
    public init(_ value: String) {
        var scanner = FieldScanner(value)
        scanner.skipWhitespace()
        if scanner.skip(UInt8(ascii: "*")) {
            scanner.skipWhitespace()
            self = scanner.isAtEnd ? .any : .malformed
        } else {
            self = Self.tagList(&scanner).map(EntityTagCondition.tags) ?? .malformed
        }
    }

    /// Whether `If-Match` lets a request through to a resource that has this tag now. A malformed one does not: who
    /// sends it wants protection, and cannot be given it.
    public func permitsChange(of current: EntityTag) -> Bool {
        switch self {
        case .any: true
        case .tags(let tags): tags.contains { $0.stronglyEquals(current) }
        case .malformed: false
        }
    }

    /// Whether `If-None-Match` says that the client has this state already, so that 304 is the answer. A malformed one
    /// does not: the full answer is never wrong.
    public func isFresh(_ current: EntityTag) -> Bool {
        switch self {
        case .any: true
        case .tags(let tags): tags.contains { $0.weaklyEquals(current) }
        case .malformed: false
        }
    }

    private static func tagList(_ scanner: inout FieldScanner) -> [EntityTag]? {
        var tags: [EntityTag] = []
        repeat {
            scanner.skipWhitespace()
            if scanner.isAtEnd || scanner.current == UInt8(ascii: ",") { continue }
            guard let tag = EntityTag(&scanner) else { return nil }
            tags.append(tag)
            scanner.skipWhitespace()
        } while scanner.skip(UInt8(ascii: ","))
        return scanner.isAtEnd ? tags : nil
    }
}
