internal import HTTP

/// Why a request is not done: the one list of what a client can be told, with its status and its word for machines.
enum Refusal: Error {
    /// 400: not JSON, not UTF-8, not an object, a key twice.
    case invalidRequest(String)
    /// 401, the same whatever was wrong with the token.
    case unauthenticated
    /// 403
    case forbidden(String)
    /// 404: no such route, no such booking, or not this caller's.
    case notFound
    /// 405
    case methodNotAllowed([HTTP.Method])
    /// 409: the time is taken; with the booking as it is, where there is one.
    case slotTaken(booking: [UInt8]?)
    /// 409: the transition table does not allow it.
    case illegalTransition(from: BookingStatus, to: BookingStatus, booking: [UInt8])
    /// 409: not in this state of the booking.
    case illegalState(String, booking: [UInt8])
    /// 412
    case versionMismatch(booking: [UInt8])
    /// 413
    case payloadTooLarge
    /// 415
    case unsupportedMediaType
    /// 422
    case validationFailed(FieldErrors)
    /// 422
    case idempotencyKeyReused
    /// 429
    case rateLimited(String, retryAfter: Int)
    /// 500
    case internalError
    /// 503
    case unavailable(retryAfter: Int)
    /// 503: the database was lost on the way to the commit, so that nobody knows whether the change has happened.
    case outcomeUnknown

    /// The HTTP status.
    var status: Status {
        switch self {
        case .invalidRequest: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .slotTaken, .illegalTransition, .illegalState: .conflict
        case .versionMismatch: .preconditionFailed
        case .payloadTooLarge: .payloadTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .validationFailed, .idempotencyKeyReused: .unprocessableContent
        case .rateLimited: .tooManyRequests
        case .internalError: .internalServerError
        case .unavailable, .outcomeUnknown: .serviceUnavailable
        }
    }

    /// The stable word for machines.
    var code: String {
        switch self {
        case .invalidRequest: "invalid_request"
        case .unauthenticated: "unauthenticated"
        case .forbidden: "forbidden"
        case .notFound: "not_found"
        case .methodNotAllowed: "method_not_allowed"
        case .slotTaken: "slot_taken"
        case .illegalTransition: "illegal_transition"
        case .illegalState: "illegal_state"
        case .versionMismatch: "version_mismatch"
        case .payloadTooLarge: "payload_too_large"
        case .unsupportedMediaType: "unsupported_media_type"
        case .validationFailed: "validation_failed"
        case .idempotencyKeyReused: "idempotency_key_reused"
        case .rateLimited: "rate_limited"
        case .internalError: "internal"
        case .unavailable, .outcomeUnknown: "unavailable"
        }
    }

    /// What happened and what to do, for people.
    var message: String {
        switch self {
        case .invalidRequest(let reason): reason
        case .unauthenticated: "A valid API key or token is required"
        case .forbidden(let reason): reason
        case .notFound: "Not found"
        case .methodNotAllowed: "Method not allowed"
        case .slotTaken: "This time is already taken"
        case .illegalTransition(let from, let to, _): "A \(from.rawValue) booking cannot become \(to.rawValue)"
        case .illegalState(let reason, _): reason
        case .versionMismatch: "The booking has changed since the version named in If-Match"
        case .payloadTooLarge: "The request body is larger than 64 KiB"
        case .unsupportedMediaType: "The body must be sent as application/json"
        case .validationFailed: "Validation failed"
        case .idempotencyKeyReused: "This Idempotency-Key was used for another request"
        case .rateLimited(let reason, _): reason
        case .internalError: "Something went wrong on our side"
        case .unavailable: "The service is unavailable for the moment; try again"
        case .outcomeUnknown:
            "The change may or may not have been made: look before you try again, or repeat it with the Idempotency-Key "
                + "that it had"
        }
    }

    /// The booking as it is, as JSON, where the refusal shows it.
    var booking: [UInt8]? {
        switch self {
        case .slotTaken(let booking): booking
        case .illegalTransition(_, _, let booking), .illegalState(_, let booking), .versionMismatch(let booking):
            booking
        default: nil
        }
    }

    /// Seconds after which to try again.
    var retryAfter: Int? {
        switch self {
        case .rateLimited(_, let seconds), .unavailable(let seconds): seconds
        case .outcomeUnknown: 1
        default: nil
        }
    }

    /// The fields that are wrong, on 422 only.
    var errors: FieldErrors? {
        switch self {
        case .validationFailed(let errors): return errors
        case .idempotencyKeyReused:
            var errors = FieldErrors()
            errors.add("Idempotency-Key", "Was used for another request within the last 24 hours")
            return errors
        default: return nil
        }
    }
}
