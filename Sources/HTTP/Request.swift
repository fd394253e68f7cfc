/// A request as it arrived: nothing decoded, nothing believed yet.
public struct Request: Sendable {
    /// The method.
    public var method: Method
    /// The raw request target, path and query: `/api/v1/my-profile/bookings?limit=5`.
    public let target: String
    /// The target up to its first `?`, percent-encoding as it came.
    public let path: String
    /// What follows the first `?`, as it came; empty when there is none.
    public let query: String
    /// The header fields.
    public var headers: Headers
    /// The body; empty when there is none.
    public var body: [UInt8]
    /// The request's name in logs and answers.
    public var id: RequestID

    /// A request; path and query are cut out of the target.
    public init(
        method: Method = .get,
        target: String = "/",
        headers: Headers = [:],
        body: [UInt8] = [],
        id: RequestID = RequestID()
    ) {
        self.method = method
        self.target = target
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        path = mark.map { String(target[..<$0]) } ?? target
        query = mark.map { String(target[target.utf8.index(after: $0)...]) } ?? ""
        self.headers = headers
        self.body = body
        self.id = id
    }
}
