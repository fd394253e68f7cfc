/// What a peer did that FastCGI 1.0 does not have, or that this server does not take. The connection is closed.
public enum ProtocolViolation: String, Error, Sendable, CustomStringConvertible {
    /// A record of a version other than 1: mostly something that is not FastCGI at all.
    case unsupportedVersion = "a record of a version other than 1"
    /// A record that cannot stand where it stands, or belongs to another request: requests are not multiplexed.
    case unexpectedRecord = "a record out of place"
    /// A BEGIN_REQUEST of a size other than 8, or without a request id.
    case malformedBeginning = "a malformed BEGIN_REQUEST"
    /// Padding where the bytes after it would be misread.
    case misplacedPadding = "padding on a record that ends a stream or begins a request"
    /// A name-value pair that runs over the end of its stream or holds a NUL.
    case malformedParameters = "malformed parameters"
    /// More bytes of parameters than `Limits.maxHeadBytes`.
    case tooManyParameters = "more parameters than the limit"
    /// A request cut into so many records that it does not fit, although body and parameters would.
    case tooFragmented = "a request in too many small records"
    /// A body that ended before `CONTENT_LENGTH`: the client went away, and half a body is not to be acted upon.
    case shortBody = "a body shorter than CONTENT_LENGTH"
    /// ABORT_REQUEST before the request was whole.
    case aborted = "an aborted request"
    /// A role other than responder.
    case unknownRole = "a role other than responder"

    /// The kind, in words that follow "the peer sent".
    public var description: String { rawValue }
}
