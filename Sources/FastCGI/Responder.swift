public import HTTP

/// What answers requests. Each worker thread makes one for itself and never lets go of it, so a responder needs no
/// locks and need not be Sendable: it may own a database connection.
public protocol Responder {
    /// The answer to a request whose body has arrived whole. Runs on the thread that owns the responder, which it may
    /// block; what happens in it is not under the server's deadlines.
    mutating func respond(to request: Request) -> Response

    /// The answer to a request that the server turned away before its body was read: `payloadTooLarge` when the body is
    /// longer than `Limits.maxBodyBytes`, `badRequest` when `CONTENT_LENGTH` is no number or not the body's, or when
    /// the front server named no method or no target. The request has an empty body.
    mutating func refuse(_ request: Request, with status: Status) -> Response
}
