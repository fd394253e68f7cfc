import HTTP
import TestSupport
import Testing

@testable import Bookings

/// What the description's patterns take and what the code takes are the same, on samples from both sides of each rule.
@Suite struct DescribedFormsTests {
    @Test(arguments: [
        "Date", "Booking/properties/checkout_date", "NewBooking/properties/checkout_date",
        "Reschedule/properties/checkout_date", "BookingFacts/properties/checkout_date",
    ])
    func dates(place: String) throws {
        let schema = try Described.schema(place)
        let (first, last) = (CalendarDate.accepted.lowerBound, CalendarDate.accepted.upperBound)
        let samples = [first, last, first.adding(days: -1), last.adding(days: 1)].map(\.description)
        for text in samples + ["2026-07-01", "2026-7-1", "01.07.2026", "2026-07-01T", "2026-13-01", "2026-12-32", ""] {
            let isTaken = (try? CalendarDate.checked(text)) != nil
            #expect(schema.allows(.string(text)) == isTaken, "\(text)")
        }
    }

    @Test(arguments: [
        "Booking/properties/start_time", "Booking/properties/end_time", "NewBooking/properties/start_time",
        "Reschedule/properties/start_time", "BookingFacts/properties/start_time", "BookingFacts/properties/end_time",
        "OpeningHours/properties/start_time", "OpeningHours/properties/end_time", "Override/properties/start_time",
        "Override/properties/end_time",
    ])
    func times(place: String) throws {
        let schema = try Described.schema(place)
        for text in ["00:00", "09:59", "19:00", "23:59", "24:00", "23:60", "9:00", "10:00:00", " 10:00", "10-00", ""] {
            #expect(schema.allows(.string(text)) == (TimeOfDay(text) != nil), "\(text)")
        }
    }

    @Test func currencies() throws {
        let schema = try Described.schema("NewBooking/properties/currency")
        for text in ["usd", "USD", "uSd", "us", "usdx", "us1", "us ", "usd\n", "€ur", ""] {
            #expect(schema.allows(.string(text)) == (Currency(text) != nil), "\(text)")
        }
    }

    @Test(arguments: [
        "jane@example.com", "a@b", "o'hara+x@mail.example", "a.b..c.@x-y.z", "!#$%&'*+/=?^_`{|}~-@a.b", " a@b ", "",
        " ",
        "@", "a@", "@b", "a@b@c", "a b@c", "a@-b", "a@b-", "a@b..c", "jané@example.com", "a@exämple.com", "a@b_c",
        "a@" + String(repeating: "x", count: 63), "a@" + String(repeating: "x", count: 64),
    ])
    func addresses(text: String) throws {
        let cleaned = try TextRule.visitorEmail.clean(text)
        let isTaken = cleaned.map(EmailAddress.isWellFormed) ?? true
        #expect(try Described.schema("NewBooking/properties/visitor_email").allows(.string(text)) == isTaken)
    }

    @Test(arguments: [
        "a", " a ", "a\tb", "a\nb", "a\r\nb", "a\rb", "\na\r\n", "a\u{0}", "a\u{7F}b", "a\u{85}b", "", " \n",
    ])
    func texts(text: String) throws {
        for (place, rule) in [
            ("NewBooking/properties/visitor_name", TextRule.visitorName),
            ("NewBooking/properties/visitor_phone", .visitorPhone),
            ("NewBooking/properties/visitor_note", .visitorNote),
            ("StatusChange/properties/reason", .reason),
        ] {
            let isTaken = (try? rule.clean(text)) != nil || rule.emptyIsNull && text.allSatisfy(\.isWhitespace)
            #expect(try Described.schema(place).allows(.string(text)) == isTaken, "\(place)")
        }
    }

    @Test func idempotencyKeys() throws {
        let schema = try parameter("Idempotency-Key")
        let lengths = [0, 1, 255, 256].map { String(repeating: "k", count: $0) }
        for text in lengths + ["a b", "~", "a\tb", "é", "a\u{7F}"] {
            #expect(schema.allows(.string(text)) == (IdempotencyKey(text) != nil), "\(text)")
        }
    }

    @Test func placesInTheFeed() throws {
        let schema = try parameter("changed_since")
        for text in ["0", "1717440000", "1717440000.12", "", ".1", "1.", "1.2.3", "-1", "+1", "1e3", "1,5", " 1"] {
            #expect(schema.allows(.string(text)) == (ChangeCursor(text) != nil), "\(text)")
        }
    }

    private func parameter(_ name: String) throws -> JSONSchema {
        let place = try #require(JSONPointer("/components/parameters/\(name)/schema"))
        var reader = SchemaReader(try Described.api().document)
        return try reader.read(try Described.value(at: place.description), at: place)
    }
}
