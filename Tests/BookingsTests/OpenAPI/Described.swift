import HTTP
import TestSupport
import Testing

@testable import Bookings

/// The description that the service gives of itself.
enum Described {
    private static let reading = Result { try APIDescription(JSONReader.read(DescribeAPI.document)) }

    /// The description, read once; throws what is wrong with it.
    static func api() throws -> APIDescription {
        try reading.get()
    }

    /// What stands at a place in it, such as `/components/schemas/Price`.
    static func value(at place: String) throws -> JSONValue {
        try #require(try JSONPointer(place)?.resolve(in: api().document), "nothing at \(place)")
    }

    /// The schema of a component, or of something in it: `Booking`, `NewBooking/properties/price`.
    static func schema(_ name: String) throws -> JSONSchema {
        var reader = SchemaReader(try api().document)
        let place = try #require(JSONPointer("/components/schemas/\(name)"))
        return try reader.read(value(at: place.description), at: place)
    }

    /// Fails the test where an answer is not as described. `X-Request-Id` is nginx's to add.
    static func check(_ response: Response, to request: Request) throws {
        let answer = ObservedAnswer(
            method: request.method, target: request.target, status: response.status.code, headers: response.headers,
            body: response.body)
        for complaint in try api().complaints(about: answer, absent: ["X-Request-Id"]) {
            Issue.record("Not as openapi.json says: \(complaint)")
        }
    }
}
