import HTTP
import TestSupport
import Testing

@testable import Bookings

@Suite struct DescribedExamplesTests {
    struct Example {
        let place: JSONPointer
        let schema: JSONSchema
        let value: JSONValue
    }

    @Test func everyExampleIsValid() throws {
        var reader = SchemaReader(try Described.api().document)
        let examples = try Self.examples(in: try Described.api().document, at: JSONPointer(), &reader)
        #expect(examples.count > 60)
        for example in examples {
            #expect(example.schema.complaints(about: example.value).map { "\(example.place)\($0)" } == [])
        }
    }

    /// Every operation shows what a success looks like; the description is its own example.
    @Test func everySuccessHasAnExample() throws {
        for operation in try Described.api().operations where operation.json["operationId"]?.string != "getDescription"
        {
            let successes = (operation.json["responses"]?.object ?? JSONObject()).filter { $0.key.hasPrefix("2") }
            #expect(successes.count == 1)
            for success in successes {
                #expect(success.value["content"]?["application/json"]?["examples"]?.object?.isEmpty == false)
            }
        }
    }

    /// The examples were answers once: what they have in a booking, and in which order, is what the service writes.
    @Test func bookingsInExamplesAreAsTheServiceWritesThem() throws {
        let profile = try TestProfile()
        let made = try TestAPI(key: profile.key).post(
            "", #"{"booking_date": "2026-07-01", "start_time": "10:00", "visitor_name": "Jane"}"#)
        let names = try #require(made.booking?.object).map(\.key)
        for booking in Self.bookings(in: try Described.api().document) { #expect(booking.map(\.key) == names) }
    }

    /// Wherever a schema has examples beside it: contents, parameters, header fields.
    private static func examples(
        in value: JSONValue, at place: JSONPointer, _ reader: inout SchemaReader
    ) throws -> [Example] {
        var found: [Example] = []
        if let schema = value["schema"] {
            let values = (value["examples"]?.object ?? JSONObject()).compactMap { $0.value["value"] }
            let read = try reader.read(schema, at: place)
            found += (values + [value["example"]].compactMap(\.self)).map {
                Example(place: place, schema: read, value: $0)
            }
        }
        for member in value.object ?? JSONObject() {
            guard let inner = JSONPointer("\(place)/\(member.key.replacing("/", with: "~1"))") else { continue }
            found += try examples(in: member.value, at: inner, &reader)
        }
        for (index, element) in (value.array ?? []).enumerated() {
            guard let inner = JSONPointer("\(place)/\(index)") else { continue }
            found += try examples(in: element, at: inner, &reader)
        }
        return found
    }

    /// Objects with a booking's members, wherever they stand as values.
    private static func bookings(in value: JSONValue) -> [JSONObject] {
        let own = value["allowed_statuses"]?.array == nil ? [] : [value.object].compactMap(\.self)
        return own + (value.object ?? JSONObject()).flatMap { bookings(in: $0.value) }
            + (value.array ?? []).flatMap(bookings)
    }
}
