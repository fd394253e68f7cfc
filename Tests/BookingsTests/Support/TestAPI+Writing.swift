import HTTP
import Testing

@testable import Bookings

extension TestAPI {
    /// `POST /bookings`
    func create(_ body: TestBody, headers: Headers = [:]) throws -> TestAnswer {
        try post("", body.description, headers: headers)
    }

    /// Makes a booking that nothing should stand in the way of.
    func book(_ body: TestBody = .appointment()) throws -> Int64 {
        let answer = try create(body)
        try #require(answer.status == 201, "\(answer.text)")
        return try answer.bookingID()
    }

    /// `PUT /bookings/{id}/status`
    func change(_ id: Int64, to status: String, _ more: TestBody = [:], headers: Headers = [:]) throws -> TestAnswer {
        let body: TestBody = ["status": .string(status)]
        return try put("\(id)/status", body.with(more).description, headers: headers)
    }

    /// `PUT /bookings/{id}/reschedule`
    func move(_ id: Int64, _ body: TestBody, headers: Headers = [:]) throws -> TestAnswer {
        try put("\(id)/reschedule", body.description, headers: headers)
    }

    /// `POST /bookings/{id}/notify`
    func notify(_ id: Int64, headers: Headers = [:]) throws -> TestAnswer {
        try post("\(id)/notify", nil, headers: headers)
    }

    /// A body of bytes, such as no string can be.
    func send(_ method: HTTP.Method, _ path: String, bytes: [UInt8], headers: Headers = [:]) throws -> TestAnswer {
        var headers = headers
        if let key { headers["Authorization"] = "Bearer \(key)" }
        if headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
        let target = path.isEmpty ? Self.bookings : "\(Self.bookings)/\(path)"
        return try TestAnswer(
            worker.respond(to: Request(method: method, target: target, headers: headers, body: bytes)))
    }
}

extension TestAPI {
    /// The booking as `GET /bookings/{id}` shows it.
    func booking(_ id: Int64) throws -> JSONValue {
        let answer = try get("\(id)")
        return try #require(answer.booking, "\(answer.text)")
    }

    /// What was queued for the visitor, oldest first: `confirmed queued`.
    func messages(_ id: Int64) throws -> [String] {
        let list = try #require(get("\(id)/notifications")["notifications"]?.array)
        return list.map { "\($0["kind"]?.string ?? "?") \($0["state"]?.string ?? "?")" }
    }

    /// What happened to the booking, oldest first.
    func history(_ id: Int64) throws -> [JSONValue] {
        try #require(get("\(id)/history")["history"]?.array)
    }

    /// Unix second of the profile's last change.
    func poll() throws -> Int64 {
        try #require(get("poll")["ts"]?.integer)
    }

    /// How many bookings the key sees.
    func total() throws -> Int64 {
        try #require(get("?limit=1")["total"]?.integer)
    }
}

extension TestAnswer {
    /// A text of the booking.
    func word(_ field: String) -> String? { booking?[field]?.string }

    /// A number of the booking.
    func number(_ field: String) -> Int64? { booking?[field]?.integer }
}

/// Expects a refusal with its word for machines, in the envelope of all refusals; of a 422 also all fields, no more and
/// no fewer.
func expectRefusal(
    _ answer: TestAnswer, _ status: Int, _ code: String, _ fields: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(answer.status == status, "\(answer.text)", sourceLocation: sourceLocation)
    #expect(answer.code == code, "\(answer.text)", sourceLocation: sourceLocation)
    #expect(answer["success"]?.bool == false, sourceLocation: sourceLocation)
    #expect(answer["error"]?.string?.isEmpty == false, sourceLocation: sourceLocation)
    #expect(answer.badFields == fields.sorted(), "\(answer.text)", sourceLocation: sourceLocation)
    #expect((answer["errors"] != nil) == (status == 422), sourceLocation: sourceLocation)
    #expect(answer.headers["Content-Type"] == "application/json", sourceLocation: sourceLocation)
}

/// Expects a 422 on these fields.
func expectInvalid(_ answer: TestAnswer, _ fields: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    expectRefusal(answer, 422, "validation_failed", fields, sourceLocation: sourceLocation)
}

extension String {
    /// An instant as text that sorts as time goes: PostgreSQL leaves zeros at the end of the fraction out.
    var sortableInstant: String {
        let parts = dropLast().split(separator: ".")
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        return "\(parts[0]).\(fraction)" + String(repeating: "0", count: 6 - fraction.count)
    }
}
