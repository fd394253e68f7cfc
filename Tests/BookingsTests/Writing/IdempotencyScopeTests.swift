import HTTP
import Postgres
import Testing

@testable import Bookings

/// Whose an idempotency key is, and for how long.
@Suite struct IdempotencyScopeTests {
    private static let key: Headers = ["Idempotency-Key": "k"]

    @Test func everyProfileHasItsOwn() throws {
        for _ in 1...2 {
            let answer = try TestAPI(key: TestProfile().key).create(.appointment(), headers: Self.key)
            #expect(answer.status == 201 && answer.headers["Idempotent-Replayed"] == nil)
        }
    }

    /// The owner and each staff member, whether it sees everything or not.
    @Test func everyStaffMemberHasItsOwn() throws {
        let profile = try TestProfile()
        let (ann, bob) = (try profile.staff("Ann"), try profile.staff("Bob", canViewAll: true))
        let keys = [profile.key, try profile.key(for: ann), try profile.key(for: bob)]
        for (day, key) in keys.enumerated() {
            let answer = try TestAPI(key: key).create(.appointment("2030-05-0\(day + 1)"), headers: Self.key)
            #expect(answer.status == 201 && answer.headers["Idempotent-Replayed"] == nil, "\(answer.text)")
        }
        for (day, key) in keys.enumerated() {
            let answer = try TestAPI(key: key).create(.appointment("2030-05-0\(day + 1)"), headers: Self.key)
            #expect(answer.headers["Idempotent-Replayed"] == "true")
        }
        #expect(try TestAPI(key: profile.key).total() == 3)
    }

    /// The scope is the speaker, not the API key: another one of the same speaker finds the answer.
    @Test func allKeysOfOneSpeakerShareIt() throws {
        let profile = try TestProfile()
        let ann = try profile.staff()
        let keys = [try profile.key(for: ann), try profile.key(for: ann)]
        let first = try TestAPI(key: keys[0]).create(.appointment(), headers: Self.key)
        let second = try TestAPI(key: keys[1]).create(.appointment(), headers: Self.key)
        #expect(second.body == first.body && second.headers["Idempotent-Replayed"] == "true")
    }

    @Test func lastsADay() throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        let id = try api.book()
        let first = try api.change(id, to: "cancelled", headers: Self.key)
        func age(by age: String) throws {
            try profile.sql(
                """
                update vexar.idempotency_keys set created_at = created_at - \(age)::interval
                where profile_id = \(profile.id)
                """)
        }
        try age(by: "23:59:00")
        #expect(try api.change(id, to: "cancelled", headers: Self.key).body == first.body)
        try age(by: "00:02:00")
        _ = try api.change(id, to: "confirmed")
        let second = try api.change(id, to: "cancelled", headers: Self.key)
        #expect(second.headers["Idempotent-Replayed"] == nil && second.number("version") == 4)
        let replay = try api.change(id, to: "cancelled", headers: Self.key)
        #expect(replay.headers["Idempotent-Replayed"] == "true" && replay.body == second.body)
    }

    /// After a day the key is as good as new, also for another request.
    @Test func isFreeForAnotherRequestThen() throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        _ = try api.create(.appointment(), headers: Self.key)
        try profile.sql(
            """
            update vexar.idempotency_keys set created_at = created_at - interval '25 hours'
            where profile_id = \(profile.id)
            """)
        let other = try api.create(.appointment("2030-05-07"), headers: Self.key)
        #expect(other.status == 201 && other.headers["Idempotent-Replayed"] == nil)
        #expect(try api.create(.appointment("2030-05-07"), headers: Self.key).headers["Idempotent-Replayed"] == "true")
    }

    /// A key of a GET means nothing.
    @Test func isOfNoConcernToReading() throws {
        let api = try TestAPI(key: TestProfile().key)
        _ = try api.create(.appointment(), headers: Self.key)
        for headers in [Self.key, ["Idempotency-Key": ""]] {
            let answer = try api.get("", headers: headers)
            #expect(answer.status == 200 && answer.headers["Idempotent-Replayed"] == nil)
        }
    }

    /// What is kept is the effect's own transaction: without the effect nothing is kept, and the other way round.
    @Test func isKeptWithTheEffect() throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        _ = try api.create(.appointment(), headers: Self.key)
        _ = try api.create(.appointment(), headers: ["Idempotency-Key": "refused"])
        let kept = try profile.sql(
            """
            select k.key, k.xmin = b.xmin
            from vexar.idempotency_keys as k
            inner join vexar.bookings as b on b.profile_id = k.profile_id
            where k.profile_id = \(profile.id)
            """)
        #expect(kept.count == 1)
        #expect(try kept[0].string(0) == "k" && kept[0].bool(1))
    }
}
