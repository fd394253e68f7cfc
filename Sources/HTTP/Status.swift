/// A response status (RFC 9110 section 15; 429 is RFC 6585 section 4).
public struct Status: Hashable, Sendable, CustomStringConvertible {
    /// Three digits, 100 to 599.
    public let code: Int
    /// The reason phrase, for people; clients go by the code alone.
    public let reason: String

    /// A status with a code and the phrase that goes with it.
    public init(code: Int, reason: String) {
        self.code = code
        self.reason = reason
    }

    /// Code and phrase as in a status line: `404 Not Found`.
    public var description: String { "\(code) \(reason)" }
}

extension Status {
    /// 200
    public static let ok = Status(code: 200, reason: "OK")
    /// 201
    public static let created = Status(code: 201, reason: "Created")
    /// 304, without a body
    public static let notModified = Status(code: 304, reason: "Not Modified")
    /// 400
    public static let badRequest = Status(code: 400, reason: "Bad Request")
    /// 401, with `WWW-Authenticate`
    public static let unauthorized = Status(code: 401, reason: "Unauthorized")
    /// 403
    public static let forbidden = Status(code: 403, reason: "Forbidden")
    /// 404
    public static let notFound = Status(code: 404, reason: "Not Found")
    /// 405, with `Allow`
    public static let methodNotAllowed = Status(code: 405, reason: "Method Not Allowed")
    /// 409
    public static let conflict = Status(code: 409, reason: "Conflict")
    /// 412
    public static let preconditionFailed = Status(code: 412, reason: "Precondition Failed")
    /// 413; RFC 9110 renamed the phrase
    public static let payloadTooLarge = Status(code: 413, reason: "Content Too Large")
    /// 415
    public static let unsupportedMediaType = Status(code: 415, reason: "Unsupported Media Type")
    /// 422
    public static let unprocessableContent = Status(code: 422, reason: "Unprocessable Content")
    /// 429, with `Retry-After`
    public static let tooManyRequests = Status(code: 429, reason: "Too Many Requests")
    /// 500
    public static let internalServerError = Status(code: 500, reason: "Internal Server Error")
    /// 503, with `Retry-After`
    public static let serviceUnavailable = Status(code: 503, reason: "Service Unavailable")
}
