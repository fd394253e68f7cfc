import HTTP
import Postgres
import Testing

@testable import Bookings

/// Repeated, conditional and plain changes of one booking, many at once.
@Suite(.serialized) struct RacingRepeatsTests {
    private static let key: Headers = ["Idempotency-Key": "k"]
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    /// One booking, and one answer twenty times, to the byte.
    @Test func twentyPostsWithOneKey() throws {
        let body = TestBody.appointment().with("visitor_email", "jane@example.com")
        let answers = try Race.run(20, key: profile.key) { api, _ in try api.create(body, headers: Self.key) }
        #expect(tally(answers.map(\.status)) == [201: 20])
        #expect(Set(answers.map(\.body)).count == 1)
        #expect(answers.count { $0.headers["Idempotent-Replayed"] == "true" } == 19)
        #expect(try api.total() == 1)
        #expect(try api.messages(answers[0].bookingID()) == ["confirmed queued"])
        #expect(try api.history(answers[0].bookingID()).count == 1)
    }

    @Test func twentyPutsWithOneKey() throws {
        let id = try api.book()
        let answers = try Race.run(20, key: profile.key) { api, _ in
            try api.change(id, to: "cancelled", ["reason": "Ill"], headers: Self.key)
        }
        #expect(tally(answers.map(\.status)) == [200: 20] && Set(answers.map(\.body)).count == 1)
        #expect(answers.count { $0.headers["Idempotent-Replayed"] == nil } == 1)
        #expect(try api.booking(id)["version"]?.integer == 2)
    }

    /// Two requests that share a key by mistake: one is done, the other is told, whoever comes first.
    @Test func twoRequestsWithOneKey() throws {
        let answers = try Race.run(20, key: profile.key) { api, number in
            try api.create(.appointment("2030-05-\(10 + number % 2)"), headers: Self.key)
        }
        #expect(tally(answers.map(\.status)) == [201: 10, 422: 10])
        #expect(tally(answers.compactMap(\.code)) == ["idempotency_key_reused": 10])
        #expect(try api.total() == 1)
    }

    @Test func oneOfManyWithTheSameVersion() throws {
        let id = try api.book()
        let answers = try Race.run(20, key: profile.key) { api, number in
            try api.move(
                id, ["booking_date": .string("2030-05-\(10 + number)"), "start_time": "10:00"],
                headers: ["If-Match": "\"1\""])
        }
        #expect(tally(answers.map(\.status)) == [200: 1, 412: 19])
        let now = try api.booking(id)
        #expect(answers.allSatisfy { $0.booking == now } && now["version"]?.integer == 2)
    }

    @Test func oneMessageForManyRequests() throws {
        let id = try api.book(.appointment().with("visitor_email", "jane@example.com"))
        let answers = try Race.run(20, key: profile.key) { api, _ in try api.notify(id) }
        #expect(tally(answers.map(\.status)) == [200: 20])
        #expect(try api.messages(id) == ["confirmed queued", "rescheduled queued"])
    }

    @Test func oneReviewForManyCompletions() throws {
        let id = try api.book(.appointment().with("visitor_email", "jane@example.com"))
        let answers = try Race.run(20, key: profile.key) { api, _ in try api.change(id, to: "completed") }
        #expect(tally(answers.map(\.status)) == [200: 20])
        #expect(try api.booking(id)["version"]?.integer == 2)
        #expect(try api.messages(id) == ["confirmed queued", "review_request queued"])
    }

    /// Versions, history and instants go forwards whoever waits for whom.
    @Test func timeGoesForwards() throws {
        let id = try api.book()
        let statuses = try Race.run(16, key: profile.key) { api, number in
            try (0..<10).map { round in
                try api.change(id, to: (number + round) % 2 == 0 ? "cancelled" : "confirmed").status
            }
        }
        #expect(statuses.joined().allSatisfy { $0 == 200 })
        let history = try api.history(id)
        let instants = history.compactMap { $0["at"]?.string?.sortableInstant }
        #expect(instants == instants.sorted() && instants.count == history.count)
        #expect(try api.booking(id)["version"]?.integer == Int64(history.count))
        #expect(try api.booking(id)["updated_at"]?.string?.sortableInstant == instants.last)
    }
}
