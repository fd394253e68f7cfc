internal import HTTP

/// `If-Match` of a PUT (RFC 9110 section 13.1.1), against a booking's version.
struct IfMatch {
    private let condition: EntityTagCondition?

    init(_ request: Request) {
        condition = request.method == .put ? request.headers["If-Match"].map(EntityTagCondition.init) : nil
    }

    /// 412 unless the booking still has the version that the caller knows. A header that makes no sense matches
    /// nothing.
    func check(_ booking: Booking) throws(Refusal) {
        guard let condition, !condition.permitsChange(of: .version(of: booking.version)) else { return }
        throw .versionMismatch(booking: booking.json)
    }
}

extension EntityTag {
    /// The entity tag of a single booking.
    static func version(of version: Int64) -> EntityTag {
        EntityTag(String(version))
    }
}
