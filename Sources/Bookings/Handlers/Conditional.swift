internal import HTTP

extension Response {
    /// 304 under an entity tag.
    static func notModified(_ tag: EntityTag) -> Response {
        Response(status: .notModified, headers: ["ETag": tag.description])
    }
}

extension Call {
    /// Whether the client names the tag in `If-None-Match`. A header that makes no sense names nothing.
    func isCurrent(_ tag: EntityTag) -> Bool {
        request.headers["If-None-Match"].map { EntityTagCondition($0).isFresh(tag) } ?? false
    }
}

extension EntityTag {
    /// The tag of an answer about many bookings: the caller's view, the profile's clock, and whatever else the answer
    /// depends on. The number in front counts the representation: raise it when the answer's shape changes.
    static func view(of session: Session, at ts: Int64, _ further: [String] = []) -> EntityTag {
        let view = session.viewedOperator.map { String($0.rawValue) } ?? "all"
        let parts = ["1", String(session.profile.rawValue), view, String(ts)] + further
        return EntityTag(parts.joined(separator: "-"))
    }
}
