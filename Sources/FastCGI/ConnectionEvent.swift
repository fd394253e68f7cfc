public import HTTP

/// Something that happened to a connection and that no responder gets to see. The server logs nothing itself.
public enum ConnectionEvent: Sendable, CustomStringConvertible {
    /// The peer broke the protocol; the connection was closed.
    case violation(ProtocolViolation)
    /// The peer closed the connection in the middle of a request, of which so many bytes had come.
    case abandoned(receivedBytes: Int)
    /// The rest of a request, of which so many bytes had come, did not arrive within `Limits.receiveTimeout`.
    case receiveTimedOut(receivedBytes: Int)
    /// The peer did not get the whole answer to this request: it had gone, or did not read for `Limits.sendTimeout`.
    case answerNotTaken(RequestID, SystemError)
    /// All of so many connections are busy: new ones wait in the backlog for now.
    case connectionLimitReached(Int)
    /// A connection could not be taken, mostly for want of descriptors; it waits in the backlog for now.
    case acceptFailed(SystemError)
    /// A connection was closed because the system refused something.
    case failed(SystemError)

    /// One line for a log.
    public var description: String {
        switch self {
        case .violation(let violation): "connection closed: the peer sent \(violation)"
        case .abandoned(let bytes): "the peer closed a connection \(bytes) bytes into a request"
        case .receiveTimedOut(let bytes): "connection closed: a request stopped after \(bytes) bytes"
        case .answerNotTaken(let id, let error): "the answer to request \(id) was not taken: \(error)"
        case .connectionLimitReached(let limit): "all \(limit) connections are busy: new ones wait"
        case .acceptFailed(let error): "a new connection has to wait: \(error)"
        case .failed(let error): "connection closed: \(error)"
        }
    }
}
