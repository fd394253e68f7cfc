import HTTP
import Postgres
import Testing

@testable import Bookings

/// Requests that are wrong in several ways at once: 401, 415, 400, a key used before, booking 404, 403, 422, 412, 409.
@Suite struct WriteRefusalOrderTests {
    private static let actions: [(HTTP.Method, String)] = [
        (.post, ""), (.put, "1/status"), (.put, "1/reschedule"), (.post, "1/notify"),
    ]

    @Test func whoSpeaksComesBeforeWhatIsSaid() throws {
        for (method, path) in Self.actions {
            for key in [nil, String(repeating: "0", count: 64)] {
                let answer = try TestAPI(key: key).send(
                    method, path, "{", headers: ["Content-Type": "text/plain", "Idempotency-Key": ""])
                expectRefusal(answer, 401, "unauthenticated")
            }
        }
    }

    @Test func theTypeComesBeforeTheBody() throws {
        let api = try TestAPI(key: TestProfile().key)
        for (method, path) in Self.actions {
            let headers: Headers = ["Content-Type": "text/plain", "Idempotency-Key": "ключ", "If-Match": "\"9\""]
            expectRefusal(try api.send(method, path, "{", headers: headers), 415, "unsupported_media_type")
            expectRefusal(try api.send(method, path, "{}", headers: headers), 415, "unsupported_media_type")
        }
    }

    @Test func theBodyComesBeforeTheBooking() throws {
        let api = try TestAPI(key: TestProfile().key)
        for (method, path) in Self.actions {
            let headers: Headers = ["Idempotency-Key": "ключ", "If-Match": "\"9\""]
            expectRefusal(try api.send(method, path, "{", headers: headers), 400, "invalid_request")
        }
    }

    /// Where a body is needed, none is 400, whatever its type is said to be.
    @Test(arguments: [nil, "application/json", "text/plain"] as [String?])
    func noBodyIsNoObject(_ type: String?) throws {
        let api = try TestAPI(key: TestProfile().key)
        let headers: Headers = type.map { ["Content-Type": $0] } ?? [:]
        for (method, path) in Self.actions.dropLast() {
            expectRefusal(try api.send(method, path, headers: headers), 400, "invalid_request")
        }
        expectRefusal(try api.send(.post, "1/notify", headers: headers), 404, "not_found")
    }

    @Test func aKeyUsedBeforeComesAfterTheBodyAndBeforeTheBooking() throws {
        let api = try TestAPI(key: TestProfile().key)
        #expect(try api.create(.appointment(), headers: ["Idempotency-Key": "k"]).status == 201)
        let headers: Headers = ["Idempotency-Key": "k", "If-Match": "\"9\""]
        expectRefusal(try api.put("0/status", "[]", headers: headers), 400, "invalid_request")
        for id in ["0", "9223372036854775807", "9223372036854775808"] {
            for (method, action) in [(HTTP.Method.put, "status"), (.put, "reschedule"), (.post, "notify")] {
                let answer = try api.send(method, "\(id)/\(action)", "{}", headers: headers)
                expectRefusal(answer, 422, "idempotency_key_reused", ["Idempotency-Key"])
            }
        }
    }

    @Test func theBookingComesBeforeTheFields() throws {
        let api = try TestAPI(key: TestProfile().key)
        let headers: Headers = ["Idempotency-Key": "ключ", "If-Match": "nonsense"]
        expectRefusal(try api.change(1, to: "gone", headers: headers), 404, "not_found")
        expectRefusal(try api.move(1, ["operator_id": "x"], headers: headers), 404, "not_found")
        expectRefusal(try api.notify(1, headers: headers), 404, "not_found")
    }

    @Test func permissionComesBeforeTheFields() throws {
        let profile = try TestProfile()
        let (ann, bob) = (try profile.staff("Ann"), try profile.staff("Bob"))
        let api = try TestAPI(key: profile.key(for: ann))
        let bad: TestBody = ["operator_id": .integer(bob), "price": "x", "start_time": 1]
        let headers: Headers = ["Idempotency-Key": "ключ", "If-Match": "\"9\""]
        expectRefusal(try api.create(bad, headers: headers), 403, "forbidden")
        let id = try api.book()
        expectRefusal(try api.move(id, bad, headers: headers), 403, "forbidden")
        let hers = try TestAPI(key: profile.key).book(.appointment(staff: bob))
        expectRefusal(try api.move(hers, bad, headers: headers), 404, "not_found")
    }

    @Test func theFieldsComeBeforeTheVersion() throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book()
        let stale: Headers = ["If-Match": "\"9\""]
        expectInvalid(try api.change(id, to: "gone", headers: stale), "status")
        expectInvalid(try api.move(id, [:], headers: stale), "booking_date", "start_time")
        let move: TestBody = ["booking_date": "2030-05-06", "start_time": "10:00", "product_id": 0]
        expectInvalid(try api.move(id, move, headers: stale), "product_id")
    }

    @Test func theVersionComesBeforeTheState() throws {
        let api = try TestAPI(key: TestProfile().key)
        let (id, other) = (try api.book(), try api.book(.appointment("2030-05-07")))
        let stale: Headers = ["If-Match": "\"9\""]
        let taken: TestBody = ["booking_date": "2030-05-07", "start_time": "10:00"]
        expectRefusal(try api.move(id, taken, headers: stale), 412, "version_mismatch")
        expectRefusal(try api.change(id, to: "pending", headers: stale), 412, "version_mismatch")
        _ = try api.change(id, to: "cancelled")
        _ = try api.move(other, ["booking_date": "2030-05-06", "start_time": "10:00"])
        expectRefusal(try api.change(id, to: "confirmed", headers: stale), 412, "version_mismatch")
        expectRefusal(try api.move(id, taken, headers: stale), 412, "version_mismatch")
        expectRefusal(try api.change(id, to: "completed", headers: stale), 412, "version_mismatch")
        expectRefusal(try api.change(id, to: "confirmed"), 409, "slot_taken")
    }

    /// The fields of a booking that could not be moved anyway, and a time that is taken as well.
    @Test func theFieldsComeBeforeTheState() throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book()
        _ = try api.change(id, to: "completed")
        expectInvalid(try api.move(id, ["booking_date": "2030-05-07"]), "start_time")
        expectInvalid(try api.change(id, to: "cancelled", ["reason": 1]), "reason")
        expectInvalid(try api.notify(id), "visitor_email")
        _ = try api.book()
        expectInvalid(try api.create(.appointment().with("price", "x")), "price")
    }

    /// A state that forbids a move says so before the time that is taken there.
    @Test func theStateComesBeforeTheTime() throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book()
        _ = try api.change(id, to: "cancelled")
        _ = try api.book()
        let move: TestBody = ["booking_date": "2030-05-06", "start_time": "10:00"]
        expectRefusal(try api.move(id, move), 409, "illegal_state")
        expectRefusal(try api.change(id, to: "completed"), 409, "illegal_transition")
    }
}
