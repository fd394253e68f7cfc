import HTTP
import Postgres
import Testing

@testable import Bookings

/// Every bad field is found in one go, under its own name, in words for people; and nobody else's name.
@Suite struct AllErrorsTests {
    @Test func everyFieldOfACreate() throws {
        let api = try TestAPI(key: TestProfile().key)
        let body: TestBody = [
            "product_id": "8", "operator_id": .raw("1.5"), "booking_date": "2030-02-30", "start_time": "25:00",
            "duration_minutes": 0, "checkout_date": "never", "visitor_name": " ", "visitor_email": "jane",
            "visitor_phone": .string(String(repeating: "1", count: 41)), "visitor_note": "a\u{7}b", "price": -1,
            "currency": "euro", "status": "cancelled", "allow_double_booking": 1, "send_notification": "no",
        ]
        expectInvalid(
            try api.create(body), "product_id", "operator_id", "booking_date", "start_time", "duration_minutes",
            "checkout_date", "visitor_name", "visitor_email", "visitor_phone", "visitor_note", "price", "currency",
            "status", "allow_double_booking", "send_notification")
    }

    /// What only the database knows is found together with what the body alone shows.
    @Test func alsoWhatTheDatabaseKnows() throws {
        let profile = try TestProfile(timezone: "Europe/Kyiv")
        let (ann, service) = (try profile.staff(), try profile.service())
        let api = try TestAPI(key: profile.key)
        let body = TestBody.appointment("2030-03-31", "03:30", product: service, staff: ann)
        let answer = try api.create(body.with(["visitor_name": "", "price": .raw("1e3")]))
        expectInvalid(answer, "operator_id", "start_time", "visitor_name", "price")
        expectInvalid(
            try api.create(body.with(["product_id": 0, "operator_id": 0, "visitor_email": "x"])), "product_id",
            "operator_id", "start_time", "visitor_email")
    }

    @Test func ofAStay() throws {
        let profile = try TestProfile()
        let room = try profile.rental(price: 9_000_000_000)
        let api = try TestAPI(key: profile.key)
        let body = TestBody.stay(room).with(["start_time": "10:00", "duration_minutes": 60, "operator_id": 0])
        expectInvalid(
            try api.create(body.without("visitor_name")), "start_time", "duration_minutes", "operator_id",
            "visitor_name", "price")
        expectInvalid(
            try api.create(.stay(room).with(["checkout_date": "2030-07-10", "currency": ""])), "checkout_date",
            "currency")
    }

    @Test func everyFieldOfAReschedule() throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book()
        let body: TestBody = [
            "product_id": 0, "operator_id": "1", "booking_date": 20_300_506, "start_time": "1:00",
            "duration_minutes": 10_081, "checkout_date": "2030-06-01", "allow_double_booking": "true",
            "send_notification": 0,
        ]
        expectInvalid(
            try api.move(id, body), "product_id", "operator_id", "booking_date", "start_time", "duration_minutes",
            "checkout_date", "allow_double_booking", "send_notification")
        expectInvalid(try api.put("\(id)/reschedule", "{}"), "booking_date", "start_time")
    }

    @Test func everyFieldOfAStatus() throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book()
        let body: TestBody = ["status": "gone", "reason": "a\u{0}", "allow_double_booking": "yes"]
        expectInvalid(
            try api.put("\(id)/status", body.description), "status", "reason", "allow_double_booking")
        expectInvalid(try api.put("\(id)/status", "{}"), "status")
        expectInvalid(try api.put("\(id)/status", #"{"status": null, "reason": "x"}"#), "status")
    }

    /// A malformed Idempotency-Key is one of them.
    @Test func aMalformedHeaderFieldIsAmongThem() throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book()
        let headers: Headers = ["Idempotency-Key": "ключ"]
        expectInvalid(
            try api.create(.appointment().without("visitor_name"), headers: headers), "Idempotency-Key",
            "visitor_name")
        expectInvalid(try api.change(id, to: "gone", headers: headers), "Idempotency-Key", "status")
        expectInvalid(
            try api.move(id, ["booking_date": "2030-05-07"], headers: headers), "Idempotency-Key", "start_time")
        expectInvalid(try api.notify(id, headers: headers), "Idempotency-Key", "visitor_email")
    }

    /// A query has no meaning for a change, whatever it holds.
    @Test func aQueryIsIgnored() throws {
        let api = try TestAPI(key: TestProfile().key)
        let made = try api.post("?limit=x&limit=1&status=gone&search=%FF", TestBody.appointment().description)
        #expect(made.status == 201, "\(made.text)")
        let answer = try api.put("\(made.bookingID())/status?status=confirmed", #"{"status": "cancelled"}"#)
        #expect(answer.word("status") == "cancelled")
    }

    /// Fields that are not listed are ignored whatever they hold, and never written.
    @Test func unknownFieldsAreIgnored() throws {
        let (profile, other) = (try TestProfile(), try TestProfile())
        let api = try TestAPI(key: profile.key)
        let stranger: TestBody = [
            "id": 1, "profile_id": .integer(other.id), "kind": "rental", "version": 77, "double_booked": true,
            "created_at": "1999-01-01T00:00:00Z", "updated_at": .null, "end_time": "23:59",
            "cancellation_reason": "x", "product_name": "Gold", "operator_name": "Boss", "allowed_statuses": .raw("[]"),
            "starts_at": "x", "changed_ts": 1, "search_text": "x", "reason": "x", "Visitor_name": "Eve",
            "visitor_name ": "Eve", "": 1, "__proto__": .raw(#"{"admin": true}"#), "price_cents": .raw("1e999"),
        ]
        let created = try api.create(TestBody.appointment().with(stranger))
        #expect(created.status == 201, "\(created.text)")
        let id = try created.bookingID()
        #expect(id != 1 && created.number("version") == 1 && created.word("end_time") == "11:00")
        #expect(created.word("visitor_name") == "Jane" && created.booking?["double_booked"]?.bool == false)
        #expect(created.booking?["cancellation_reason"] == .null && created.word("created_at")?.hasPrefix("20") == true)
        let moved = try api.move(
            id,
            TestBody(dictionaryLiteral: ("booking_date", "2030-05-07"), ("start_time", "10:00")).with(stranger)
                .with([
                    "visitor_name": "Eve", "price": 1, "currency": "zzz", "status": "cancelled", "visitor_note": "x",
                ]))
        #expect(moved.number("version") == 2 && moved.word("status") == "confirmed" && moved.number("price") == 0)
        #expect(moved.word("visitor_name") == "Jane" && moved.word("currency") == "usd")
        let cancelled = try api.change(
            id, to: "cancelled", stranger.without("reason").with(["price": 9, "booking_date": "2031-01-01"]))
        #expect(cancelled.number("version") == 3 && cancelled.word("booking_date") == "2030-05-07")
        #expect(cancelled.booking?["cancellation_reason"] == .null && cancelled.number("price") == 0)
        #expect(try TestAPI(key: other.key).total() == 0)
    }
}
