import HTTP
import Testing

@testable import Bookings

/// Another profile's booking is not there: 404 to every way of changing it, and nothing of it shows.
@Suite struct ForeignBookingTests {
    private static let wellFormed = [
        ("PUT", "status", #"{"status": "cancelled", "reason": "Ha"}"#),
        ("PUT", "reschedule", #"{"booking_date": "2031-01-01", "start_time": "10:00"}"#),
        ("POST", "notify", ""), ("POST", "notify", "{}"),
    ]

    @Test(arguments: wellFormed)
    func isNotFound(_ method: String, _ action: String, _ body: String) throws {
        let (profile, other) = (try TestProfile(), try TestProfile())
        let owner = try TestAPI(key: profile.key)
        let id = try owner.book(.appointment().with("visitor_email", "jane@example.com"))
        let before = try owner.booking(id)
        let stranger = try TestAPI(key: other.key)
        for headers in [Headers(), ["If-Match": "\"99\""], ["If-Match": "*"], ["Idempotency-Key": "k"]] {
            let answer = try stranger.send(
                HTTP.Method(rawValue: method), "\(id)/\(action)", body.isEmpty ? nil : body, headers: headers)
            expectRefusal(answer, 404, "not_found")
            #expect(answer.booking == nil)
        }
        #expect(try owner.booking(id) == before)
        #expect(try owner.messages(id) == ["confirmed queued"])
    }

    /// To the byte the answer for a booking that nobody has.
    @Test(arguments: wellFormed)
    func looksLikeOneThatDoesNotExist(_ method: String, _ action: String, _ body: String) throws {
        let (profile, other) = (try TestProfile(), try TestProfile())
        let id = try TestAPI(key: profile.key).book()
        let stranger = try TestAPI(key: other.key)
        let method = HTTP.Method(rawValue: method)
        let foreign = try stranger.send(method, "\(id)/\(action)", body.isEmpty ? nil : body)
        for nobodys in ["0", "9223372036854775807", "9223372036854775808", String(repeating: "9", count: 500)] {
            let absent = try stranger.send(method, "\(nobodys)/\(action)", body.isEmpty ? nil : body)
            #expect(absent.body == foreign.body && absent.status == foreign.status)
        }
    }

    /// An id that is no number is a path that leads nowhere, whatever else is wrong.
    @Test(arguments: ["abc", "-1", "+1", "1.0", "1e3", "0x1", "%20", "1%20", "", "null", "１"])
    func anIDThatIsNoNumber(_ id: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        for (method, action) in [(HTTP.Method.put, "status"), (.put, "reschedule"), (.post, "notify")] {
            expectRefusal(try api.send(method, "\(id)/\(action)", "not json"), 404, "not_found")
        }
    }

    @Test(arguments: [("PATCH", ""), ("DELETE", ""), ("PUT", ""), ("OPTIONS", ""), ("TRACE", ""), ("post", "")])
    func methodsOfTheCollection(_ method: String, _ path: String) throws {
        let answer = try TestAPI(key: nil).send(HTTP.Method(rawValue: method), path, "{")
        expectRefusal(answer, 405, "method_not_allowed")
        #expect(answer.headers["Allow"] == "GET, HEAD, POST")
    }

    @Test(arguments: [("1/status", "PUT"), ("1/reschedule", "PUT"), ("1/notify", "POST")])
    func methodsOfTheChanges(_ path: String, _ allowed: String) throws {
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] where method != allowed {
            let answer = try TestAPI(key: nil).send(HTTP.Method(rawValue: method), path, "{")
            #expect(answer.status == 405, "\(method) \(path)")
            #expect(answer.headers["Allow"] == allowed)
        }
    }
}
