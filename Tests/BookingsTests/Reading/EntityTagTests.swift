import HTTP
import Postgres
import Testing

@testable import Bookings

/// `ETag`, `If-None-Match` and 304: exact against the database.
@Suite struct EntityTagTests {
    private static let views = [
        "", "?status=pending", "grid", "grid?date_from=2026-07-01&date_to=2026-07-31", "stats",
    ]

    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    private func tag(_ path: String, _ api: TestAPI? = nil) throws -> String {
        let answer = try (api ?? self.api).get(path)
        #expect(answer.status == 200)
        return try #require(answer.tag)
    }

    private func status(_ path: String, _ condition: String, _ api: TestAPI? = nil) throws -> Int {
        try (api ?? self.api).get(path, headers: ["If-None-Match": condition]).status
    }

    @Test(arguments: views)
    func theSameWhileNothingChanges(path: String) throws {
        try profile.appointment("2026-07-01", status: "pending")
        let tag = try tag(path)
        #expect(tag.hasPrefix("\"") && tag.hasSuffix("\"") && tag.count > 2)
        let answer = try api.get(path, headers: ["If-None-Match": tag])
        #expect(answer.status == 304)
        #expect(answer.body.isEmpty)
        #expect(answer.tag == tag)
        #expect(try self.tag(path) == tag)
    }

    @Test(arguments: views)
    func everyWayToNameATag(path: String) throws {
        let tag = try tag(path)
        let fresh = [
            "*", " * ", tag, "W/\(tag)", "\"x\", \(tag)", "\"x\",W/\(tag),\"y\"", ", ,\(tag),", "\t\(tag) ",
            "\"a,b\", \(tag)",
        ]
        for condition in fresh { #expect(try status(path, condition) == 304, "\(condition)") }
        let bare = String(tag.dropFirst().dropLast())
        let stale = [
            "", "\"\"", "\"x\"", bare, "'\(bare)'", "w/\(tag)", "W/ \(tag)", "W\(tag)", "\"\(bare)", "\(bare)\"",
            "\"\(bare)x\"", "\"x\(bare)\"", "\(tag) \(tag)", "\(tag);", "**", "*, \(tag)", "\"x\" \(tag)",
        ]
        for condition in stale { #expect(try status(path, condition) == 200, "\(condition)") }
    }

    @Test func severalLinesAreOneList() throws {
        var headers: Headers = ["If-None-Match": "\"x\""]
        headers.add("If-None-Match", try tag(""))
        #expect(try api.get("", headers: headers).status == 304)
    }

    @Test(arguments: views)
    func anotherAfterEveryChangeWhoeverMakesIt(path: String) throws {
        let (product, staff) = (try profile.service(), try profile.staff())
        let booking = try profile.appointment("2026-07-01")
        let changes: [() throws -> Void] = [
            { _ = try api.put("\(booking)/status", #"{"status": "completed"}"#) },
            { try profile.appointment("2026-07-02") },
            { try profile.sql("update vexar.bookings set visitor_name = 'New' where id = \(booking)") },
            { try profile.sql("update vexar.products set name = 'New' where id = \(product)") },
            { try profile.sql("update vexar.staff set name = 'New' where id = \(staff)") },
            { try profile.sql("update vexar.profiles set timezone = 'Asia/Tokyo' where id = \(profile.id)") },
        ]
        var seen = [try tag(path)]
        for change in changes {
            try change()
            #expect(try status(path, seen.joined(separator: ", ")) == 200)
            seen.append(try tag(path))
        }
        #expect(Set(seen).count == seen.count)
    }

    @Test(arguments: views)
    func eachViewHasItsOwn(path: String) throws {
        let (ann, bob) = (try profile.staff("Ann"), try profile.staff("Bob"))
        let keys = [try TestAPI(key: profile.key(for: ann)), try TestAPI(key: profile.key(for: bob))]
        let other = try TestAPI(key: TestProfile().key)
        let tags = try ([api, other] + keys).map { try tag(path, $0) }
        #expect(Set(tags).count == 4)
        for key in keys { #expect(try status(path, tags[0], key) == 200) }
        let before = tags[2]
        try profile.sql("update vexar.staff set can_view_all = true where id = \(ann)")
        #expect(try status(path, before, keys[0]) == 200)
    }

    /// Moves a booking's start into the past without a change of the booking, as the time of day does.
    private func pass(_ booking: Int64, of profile: TestProfile) throws {
        try profile.sql("set session_replication_role = replica")
        try profile.sql("update vexar.bookings set upcoming_until = now() - interval '1 second' where id = \(booking)")
        try profile.sql("set session_replication_role = origin")
    }

    @Test func theTimeOfDayCountsWhereTheAnswerDependsOnIt() throws {
        // Where it is early in the day, the booking is later that day.
        let isEarly = try profile.sql("select extract(hour from now()) between 1 and 11")[0].bool(0)
        let profile = try TestProfile(timezone: isEarly ? "UTC" : "Pacific/Pago_Pago")
        let api = try TestAPI(key: profile.key)
        let (date, time) = try profile.wall(minutes: 60)
        let booking = try profile.appointment(date, time)
        let (list, grid, stats) = (try tag("", api), try tag("grid", api), try tag("stats", api))
        try pass(booking, of: profile)
        #expect(try status("", list, api) == 304)
        #expect(try status("grid", grid, api) == 200)
        #expect(try status("stats", stats, api) == 200)
        #expect(try api.get("stats")["stats"]?["upcoming"]?.integer == 0)
    }

    @Test func theRangeOfTheGridCounts() throws {
        let tags = try ["date_from=2026-07-01", "date_from=2026-07-02", "date_to=2026-07-30", "date_from=2026-08-01"]
            .map { try tag("grid?\($0)") }
        #expect(Set(tags).count == 4)
    }

    @Test func whatIsWrongIsSaidWhateverTheClientHas() throws {
        let wrong = [
            "?limit=0", "?changed_since=x", "grid?date_from=x", "grid?date_from=2026-01-01&date_to=2027-12-31",
        ]
        for path in wrong { #expect(try status(path, "*") == 422) }
        #expect(try TestAPI(key: nil).get("", headers: ["If-None-Match": "*"]).status == 401)
        #expect(try status("0", "*") == 404)
    }

    @Test func pollFeedAndHistoryHaveNone() throws {
        let booking = try profile.appointment("2026-07-01")
        for path in ["poll", "?changed_since=0", "\(booking)/history", "\(booking)/notifications"] {
            let answer = try api.get(path, headers: ["If-None-Match": "*"])
            #expect(answer.status == 200)
            #expect(answer.tag == nil)
        }
    }

    @Test func aBookingsTagIsItsVersion() throws {
        let booking = try profile.appointment("2026-07-01")
        #expect(try tag("\(booking)") == "\"1\"")
        for condition in ["\"1\"", "W/\"1\"", "\"0\", \"1\"", "*"] {
            let answer = try api.get("\(booking)", headers: ["If-None-Match": condition])
            #expect(answer.status == 304)
            #expect(answer.tag == "\"1\"")
            #expect(answer.body.isEmpty)
        }
        for condition in ["1", "\"01\"", "\"2\"", "\"1", ""] { #expect(try status("\(booking)", condition) == 200) }
        try profile.sql("update vexar.bookings set price = 1 where id = \(booking)")
        #expect(try status("\(booking)", "\"1\"") == 200)
        #expect(try tag("\(booking)") == "\"2\"")
        try profile.sql("update vexar.bookings set price = price where id = \(booking)")
        #expect(try tag("\(booking)") == "\"2\"")
    }
}
