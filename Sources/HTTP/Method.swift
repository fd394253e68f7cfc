/// A request method (RFC 9110 section 9): a case-sensitive token; methods this service has no name for are kept too.
public struct Method: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The token as it stands in the request line, e.g. `GET`.
    public let rawValue: String

    /// A method with any token.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The token.
    public var description: String { rawValue }

    /// Reads a resource.
    public static let get = Method(rawValue: "GET")
    /// Reads a resource's header fields: answered as GET, without the body.
    public static let head = Method(rawValue: "HEAD")
    /// Creates or triggers something.
    public static let post = Method(rawValue: "POST")
    /// Replaces a resource's state.
    public static let put = Method(rawValue: "PUT")
}
