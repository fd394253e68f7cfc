/// An answer. Whoever sends it leaves the body out where HTTP has none (HEAD, 304) and adds `Content-Length`.
public struct Response: Sendable {
    /// The status.
    public var status: Status
    /// The header fields.
    public var headers: Headers
    /// The body; empty when there is none.
    public var body: [UInt8]

    /// An answer; with nothing said, an empty 200.
    public init(status: Status = .ok, headers: Headers = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
