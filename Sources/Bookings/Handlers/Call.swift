internal import HTTP

/// A request whose caller is known: what every handler but the open ones gets.
struct Call {
    let request: Request
    let parameters: PathParameters
    let session: Session

    /// The booking that the path names; 404 for a number that no booking can have.
    func bookingID() throws(Refusal) -> BookingID {
        guard let id = parameters["id"] else { throw .notFound }
        return BookingID(rawValue: id)
    }
}

/// A call that changes something: with its body, and what its header fields ask for.
struct ChangeCall {
    let call: Call
    /// The body's fields; no fields where the endpoint needs no body and none came.
    let body: JSONObject
    let idempotency: IdempotencyHeader
    let precondition: IfMatch

    var session: Session { call.session }

    init(_ call: Call, body: JSONObject) {
        self.call = call
        self.body = body
        idempotency = IdempotencyHeader(call.request)
        precondition = IfMatch(call.request)
    }

    /// The body's fields, with a malformed header field complained of among them.
    var fields: BodyFields {
        var fields = BodyFields(body)
        if case .malformed = idempotency {
            fields.errors.add("Idempotency-Key", "Must be 1 to 255 printable ASCII characters")
        }
        return fields
    }
}
