import HTTP
import Postgres
import Testing

@testable import Bookings

/// `Idempotency-Key`: a repeated request is answered again, not done again.
@Suite struct IdempotencyTests {
    private static let key: Headers = ["Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"]
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    private func expectReplay(
        _ replay: TestAnswer, of first: TestAnswer, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(replay.status == first.status && replay.body == first.body, sourceLocation: sourceLocation)
        #expect(replay.headers["Idempotent-Replayed"] == "true", sourceLocation: sourceLocation)
        #expect(replay.headers["Content-Type"] == "application/json", sourceLocation: sourceLocation)
        #expect(first.headers["Idempotent-Replayed"] == nil, sourceLocation: sourceLocation)
    }

    @Test func aCreate() throws {
        let body = TestBody.appointment().with(["visitor_name": "Zoë 😀", "visitor_email": "jane@example.com"])
        let first = try api.create(body, headers: Self.key)
        #expect(first.status == 201)
        for _ in 1...3 { expectReplay(try api.create(body, headers: Self.key), of: first) }
        #expect(try api.total() == 1)
        #expect(try api.messages(first.bookingID()) == ["confirmed queued"])
        #expect(try api.create(body).status == 409)
    }

    /// The first answer, whatever has become of the booking since.
    @Test func aStatus() throws {
        let id = try api.book()
        let first = try api.change(id, to: "cancelled", headers: Self.key)
        _ = try api.change(id, to: "confirmed")
        expectReplay(try api.change(id, to: "cancelled", headers: Self.key), of: first)
        #expect(try api.booking(id)["status"]?.string == "confirmed")
        #expect(try api.booking(id)["version"]?.integer == 3)
    }

    /// Before `If-Match` is looked at: the version that the first request named is the one before it.
    @Test func aRescheduleWithAVersion() throws {
        let id = try api.book()
        let move: TestBody = ["booking_date": "2030-05-07", "start_time": "10:00"]
        var headers = Self.key
        headers["If-Match"] = "\"1\""
        let first = try api.move(id, move, headers: headers)
        #expect(first.number("version") == 2)
        expectReplay(try api.move(id, move, headers: headers), of: first)
        headers["If-Match"] = "nonsense"
        expectReplay(try api.move(id, move, headers: headers), of: first)
        expectRefusal(try api.move(id, move, headers: ["If-Match": "\"1\""]), 412, "version_mismatch")
    }

    @Test func aChangeThatChangedNothing() throws {
        let id = try api.book()
        let first = try api.change(id, to: "confirmed", headers: Self.key)
        #expect(first.number("version") == 1)
        _ = try api.change(id, to: "cancelled")
        expectReplay(try api.change(id, to: "confirmed", headers: Self.key), of: first)
        #expect(try api.booking(id)["status"]?.string == "cancelled")
    }

    /// Method, path and body, and the body to the byte.
    @Test func anotherRequestIsRefused() throws {
        let id = try api.book(.appointment("2030-01-01").with("visitor_email", "jane@example.com"))
        let body = TestBody.appointment()
        #expect(try api.create(body, headers: Self.key).status == 201)
        let text = body.description
        let others = [
            try api.create(body.with("start_time", "15:00"), headers: Self.key),
            try api.post("", text + " ", headers: Self.key), try api.post("", "\n" + text, headers: Self.key),
            try api.post("", text.replacing("Jane", with: #"\u004aane"#), headers: Self.key),
            try api.post("", text.replacing(", ", with: ","), headers: Self.key),
            try api.post("", "{}", headers: Self.key),
            try api.put("\(id)/status", text, headers: Self.key),
            try api.put("\(id)/reschedule", text, headers: Self.key),
            try api.notify(id, headers: Self.key), try api.post("\(id)/notify", text, headers: Self.key),
        ]
        for answer in others {
            expectRefusal(answer, 422, "idempotency_key_reused", ["Idempotency-Key"])
            #expect(answer.headers["Idempotent-Replayed"] == nil)
        }
        #expect(try api.total() == 2 && api.booking(id)["version"]?.integer == 1)
    }

    @Test func theSameBodyElsewhereIsAnotherRequest() throws {
        let ids = [try api.book(.appointment("2030-01-01")), try api.book(.appointment("2030-01-02"))]
        #expect(try api.change(ids[0], to: "cancelled", headers: Self.key).status == 200)
        let answer = try api.change(ids[1], to: "cancelled", headers: Self.key)
        expectRefusal(answer, 422, "idempotency_key_reused", ["Idempotency-Key"])
    }

    /// No body and an empty object mean the same, but are not the same bytes.
    @Test func noBodyIsNotAnEmptyObject() throws {
        let id = try api.book(.appointment().with("visitor_email", "jane@example.com"))
        let first = try api.notify(id, headers: Self.key)
        expectReplay(try api.notify(id, headers: Self.key), of: first)
        let other = try api.post("\(id)/notify", "{}", headers: Self.key)
        expectRefusal(other, 422, "idempotency_key_reused", ["Idempotency-Key"])
    }

    /// What was refused may be tried again under the same key, mended or not.
    @Test func refusalsAreNotKept() throws {
        let busy = try api.book()
        expectRefusal(try api.create(.appointment(), headers: Self.key), 409, "slot_taken")
        expectInvalid(try api.create(.appointment().with("price", "x"), headers: Self.key), "price")
        expectRefusal(try api.post("", "{", headers: Self.key), 400, "invalid_request")
        expectRefusal(try api.change(0, to: "cancelled", headers: Self.key), 404, "not_found")
        var stale = Self.key
        stale["If-Match"] = "\"7\""
        expectRefusal(try api.change(busy, to: "cancelled", headers: stale), 412, "version_mismatch")
        _ = try api.change(busy, to: "cancelled")
        let first = try api.create(.appointment(), headers: Self.key)
        #expect(first.status == 201)
        expectReplay(try api.create(.appointment(), headers: Self.key), of: first)
    }

    @Test(arguments: ["", String(repeating: "k", count: 256), "ключ", "k\u{E9}y", "a\tb", "a\u{7F}", "🔑"])
    func malformed(_ key: String) throws {
        let headers: Headers = ["Idempotency-Key": key]
        let id = try api.book(.appointment("2030-01-01").with("visitor_email", "jane@example.com"))
        expectInvalid(try api.create(.appointment(), headers: headers), "Idempotency-Key")
        expectInvalid(try api.change(id, to: "cancelled", headers: headers), "Idempotency-Key")
        expectInvalid(try api.change(id, to: "confirmed", headers: headers), "Idempotency-Key")
        expectInvalid(
            try api.move(id, ["booking_date": "2030-05-07", "start_time": "10:00"], headers: headers), "Idempotency-Key"
        )
        expectInvalid(try api.notify(id, headers: headers), "Idempotency-Key")
        #expect(try api.total() == 1 && api.booking(id)["version"]?.integer == 1)
    }

    @Test(arguments: ["k", String(repeating: "k", count: 255), "~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./", "a b", "0"])
    func wellFormed(_ key: String) throws {
        let headers: Headers = ["Idempotency-Key": key]
        let first = try api.create(.appointment(), headers: headers)
        #expect(first.status == 201, "\(first.text)")
        expectReplay(try api.create(.appointment(), headers: headers), of: first)
    }
}
