import HTTP
import Testing

/// The main job through nginx and the real binary.
@Suite struct JourneyTests {
    @Test func anOwnersDay() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let before = try client.send("GET", "\(Tenant.bookings)/poll").json()["ts"]?.integer
        let created = try client.send("POST", Tenant.bookings, Tenant.body())
        #expect(created.status == 201)
        #expect(created.headers["Content-Type"] == "application/json")
        #expect(created.headers["X-Request-Id"]?.utf8.count == 32)
        let id = try #require(try created.json()["booking"]?["id"]?.integer)

        let list = try client.send("GET", Tenant.bookings)
        #expect(try list.json()["total"]?.integer == 1)
        let etag = try #require(list.headers["ETag"])
        let unchanged = try client.send("GET", Tenant.bookings, headers: [("If-None-Match", etag)])
        #expect(unchanged.status == 304)
        #expect(unchanged.body.isEmpty)

        let cancelled = try client.send("PUT", "\(Tenant.bookings)/\(id)/status", #"{"status": "cancelled"}"#)
        #expect(try cancelled.json()["booking"]?["status"]?.string == "cancelled")
        let after = try client.send("GET", "\(Tenant.bookings)/poll").json()["ts"]?.integer
        #expect(try #require(after) > #require(before))
    }

    @Test func headAnswersAsGetWithoutTheBody() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        let get = try stack.client(tenant.key).send("GET", Tenant.bookings)
        let head = try stack.client(tenant.key).send("HEAD", Tenant.bookings)
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        #expect(head.headers["Content-Length"] == get.headers["Content-Length"])
        #expect(head.headers["ETag"] == get.headers["ETag"])
    }

    @Test func fiftyRacingCreatesMakeOneBooking() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let answers = try concurrently(50) { _ in try client.send("POST", Tenant.bookings, Tenant.body()) }
        #expect(answers.count { $0.status == 201 } == 1)
        #expect(answers.count { $0.status == 409 && $0.code == "slot_taken" } == 49)
    }

    @Test func nobodyElsesKeyOpensAnything() throws {
        let stack = try Stack()
        let owner = try Tenant(in: stack)
        let stranger = try stack.client(Tenant(in: stack).key)
        let created = try stack.client(owner.key).send("POST", Tenant.bookings, Tenant.body())
        let id = try #require(try created.json()["booking"]?["id"]?.integer)
        let below = "\(Tenant.bookings)/\(id)"
        for path in [below, "\(below)/history", "\(below)/notifications"] {
            #expect(try stranger.send("GET", path).status == 404)
        }
        #expect(try stranger.send("PUT", "\(below)/status", #"{"status": "cancelled"}"#).status == 404)
        #expect(try stranger.send("PUT", "\(below)/reschedule", Tenant.body()).status == 404)
        #expect(try stranger.send("POST", "\(below)/notify").status == 404)
        #expect(try stranger.send("GET", Tenant.bookings).json()["total"]?.integer == 0)
        #expect(try stack.client().send("GET", below).status == 401)
        #expect(try stack.client(owner.key).send("GET", below).json()["booking"]?["status"]?.string == "confirmed")
    }
}
