internal import HTTP
internal import Postgres

extension Response {
    /// An answer with a JSON body.
    static func json(_ body: [UInt8], status: Status = .ok) -> Response {
        var response = Response(status: status, body: body)
        response.headers["Content-Type"] = MediaType.json
        return response
    }

    /// A success: `"success": true` and whatever else is written.
    static func success(
        status: Status = .ok, capacity: Int = 1_024, _ members: (inout JSONWriter) throws -> Void
    ) rethrows -> Response {
        var json = JSONWriter(capacity: capacity)
        json.raw("{\"success\":true")
        try members(&json)
        json.raw("}")
        return .json(json.finish(), status: status)
    }

    /// A success with one booking.
    static func booking(_ booking: [UInt8], status: Status = .ok) -> Response {
        .success(status: status, capacity: booking.count + 64) { $0.member("booking") { $0.raw(booking) } }
    }
}

extension JSONWriter {
    /// A member with an array of objects, one a row.
    mutating func member(_ name: String, _ rows: Rows, as shape: ObjectShape) throws {
        try member(name) { try $0.array { for row in rows { try shape.write(row, to: &$0) } } }
    }
}
