import HTTP

/// What the bytes that came over a connection amount to. Positions are indices into those bytes.
enum Arrival: Equatable {
    /// Nothing yet: more bytes are to come.
    case incomplete
    /// A whole request with a body of so many bytes.
    case request(end: Int, bodyLength: Int)
    /// A request to be refused without its body; parameters are all there, up to this end.
    case refusal(Status, headEnd: Int)
    /// The late abort of a request that has been answered.
    case nothing(end: Int)
    /// A management record that wants an answer.
    case management(kind: UInt8, content: Range<Int>, end: Int)
    /// A request of a role that is not served here.
    case foreignRole(requestID: UInt16)
    /// Something to close the connection for.
    case violation(ProtocolViolation)
}
