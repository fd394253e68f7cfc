import HTTP
import Postgres
import Testing

@testable import Bookings

/// `GET /bookings?changed_since=`: what changed after a point, oldest change first.
@Suite struct ChangeFeedTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    private func ts() throws -> Int64 {
        try #require(try api.get("poll")["ts"]?.integer)
    }

    /// All pages from a point on.
    private func walk(since start: String, limit: Int) throws -> [TestAnswer] {
        var pages: [TestAnswer] = []
        var next = start
        repeat {
            let page = try api.get("?changed_since=\(next)&limit=\(limit)")
            next = try #require(page["next"]?.string)
            pages.append(page)
        } while pages.last?["more"]?.bool == true && pages.count < 100
        return pages
    }

    @Test func theShapeOfTheFeed() throws {
        let empty = try api.get("?changed_since=0")
        #expect(empty.text == #"{"success":true,"bookings":[],"next":"0","more":false}"#)
        try profile.appointment("2026-07-01")
        let answer = try api.get("?changed_since=0", headers: ["If-None-Match": "*"])
        #expect(answer.status == 200)
        #expect(answer.json.keys == ["success", "bookings", "next", "more"])
        #expect(answer.tag == nil)
    }

    @Test func fromAPollOn() throws {
        let before = try profile.appointment("2026-07-01")
        let start = try ts()
        #expect(try api.get("?changed_since=\(start)").ids == [])
        #expect(try api.get("?changed_since=\(start)")["next"]?.string == "\(start)")
        let after = try profile.appointment("2026-07-02")
        #expect(try api.get("?changed_since=\(start)").ids == [after])
        #expect(try api.get("?changed_since=\(start - 1)").ids == [before, after])
        try profile.sql("update vexar.bookings set price = 1 where id = \(before)")
        #expect(try api.get("?changed_since=\(start)").ids == [after, before])
        #expect(try api.get("?changed_since=\(try ts())").ids == [])
    }

    @Test func everyKindOfChangeIsInIt() throws {
        let id = try profile.appointment("2026-07-01", email: "j@example.com")
        let other = try profile.appointment("2026-07-02")
        let changes: [() throws -> TestAnswer] = [
            { try api.put("\(id)/status", #"{"status": "completed"}"#) },
            { try api.put("\(id)/status", #"{"status": "confirmed"}"#) },
            { try api.put("\(id)/reschedule", #"{"booking_date": "2026-08-01", "start_time": "11:00"}"#) },
            { try api.put("\(id)/status", #"{"status": "cancelled"}"#) },
        ]
        for change in changes {
            let start = try ts()
            let answer = try change()
            #expect(answer.status == 200)
            let feed = try api.get("?changed_since=\(start)")
            #expect(feed.ids == [id])
            #expect(feed.bookings.first == answer.booking)
        }
        #expect(try api.get("?changed_since=0").ids == [other, id])
    }

    @Test func whatChangesNothingIsNotInIt() throws {
        let id = try profile.appointment("2026-07-01", email: "j@example.com")
        let product = try profile.service()
        let start = try ts()
        _ = try api.put("\(id)/status", #"{"status": "confirmed"}"#)
        _ = try api.put("\(id)/reschedule", #"{"booking_date": "2026-07-01", "start_time": "10:00"}"#)
        _ = try api.put("\(id)/status", #"{"status": "pending"}"#)
        _ = try api.post("\(id)/notify", nil)
        try profile.sql("update vexar.products set price = 1 where id = \(product)")
        let feed = try api.get("?changed_since=\(start)")
        #expect(feed.ids == [])
        #expect(feed["more"]?.bool == false)
    }

    @Test(arguments: [1, 2, 3, 4, 200])
    func pageByPageEachOnce(limit: Int) throws {
        let ids = try (1...4).map { try profile.appointment("2026-07-0\($0)") }
        let pages = try walk(since: "0", limit: limit)
        #expect(pages.flatMap(\.ids) == ids)
        #expect(pages.allSatisfy { $0.bookings.count <= limit })
        #expect(pages.dropLast().allSatisfy { $0.bookings.count == limit })
        let end = try #require(pages.last?["next"]?.string)
        #expect(try walk(since: end, limit: limit).flatMap(\.ids) == [])
    }

    @Test func oneTransactionThatChangesMany() throws {
        let ids = try (10...20).map { try profile.appointment("2026-07-\($0)") }
        let start = try ts()
        try profile.sql("update vexar.bookings set price = 1 where profile_id = \(profile.id)")
        #expect(Set(try profile.sql(clocks).map { try $0.int64(0) }).count == 1)
        for limit in [1, 3, 10, 11, 12] {
            let pages = try walk(since: "\(start)", limit: limit)
            #expect(pages.flatMap(\.ids) == ids)
            #expect(pages.count == (ids.count + limit - 1) / limit)
        }
    }

    private var clocks: SQL {
        "select b.changed_ts from vexar.bookings as b where b.profile_id = \(profile.id)"
    }

    @Test func whatChangesBetweenTwoPagesIsNotLost() throws {
        let ids = try (1...4).map { try profile.appointment("2026-07-0\($0)") }
        let first = try api.get("?changed_since=0&limit=2")
        #expect(first.ids == Array(ids.prefix(2)))
        try profile.sql("update vexar.bookings set price = 1 where id = \(ids[0])")
        try profile.sql("update vexar.bookings set price = 1 where id = \(ids[2])")
        let rest = try walk(since: try #require(first["next"]?.string), limit: 2)
        #expect(rest.flatMap(\.ids) == [ids[3], ids[0], ids[2]])
    }

    @Test func fiftyUnlessSaid() throws {
        try profile.sql(
            """
            insert into vexar.bookings (
                profile_id, kind, booking_date, start_time, duration_minutes, status, visitor_name, currency
            )
            select \(profile.id), 'service', date '2026-07-01' + n, '10:00', 60, 'confirmed', 'Jane', 'usd'
            from generate_series(1, 201) as n
            """)
        #expect(try api.get("?changed_since=0").bookings.count == 50)
        #expect(try api.get("?changed_since=0")["more"]?.bool == true)
        #expect(try api.get("?changed_since=0&limit=200").bookings.count == 200)
        #expect(Set(try walk(since: "0", limit: 200).flatMap(\.ids)).count == 201)
    }

    @Test(arguments: [
        "", "x", "-1", "+1", "1.5x", "1.", ".1", "1.2.3", "1e3", "1,2", "%201", "99999999999999999999",
        "1.99999999999999999999", "2026-07-01T00:00:00Z", "null", "%D9%A1", "1%00",
    ])
    func aPointThatIsNone(value: String) throws {
        let answer = try api.get("?changed_since=\(value)")
        #expect(answer.status == 422)
        #expect(answer.badFields == ["changed_since"])
    }

    @Test func aPointAheadOfEverything() throws {
        try profile.appointment("2026-07-01")
        for point in ["9223372036854775807", "9223372036854775807.9223372036854775807"] {
            let answer = try api.get("?changed_since=\(point)")
            #expect(answer.ids == [])
            #expect(answer["next"]?.string == point)
        }
    }

    @Test(arguments: [
        "status=pending", "date_from=2026-07-01", "date_to=2026-07-01", "product_id=1", "operator_id=1", "search=x",
        "search=", "order=asc", "offset=0", "status=nonsense",
    ])
    func besideLimitNoOtherParameter(parameter: String) throws {
        let name = String(parameter.prefix { $0 != "=" })
        let answer = try api.get("?changed_since=0&\(parameter)&limit=5&unknown=1")
        #expect(answer.status == 422)
        #expect(answer.badFields == [name])
        let all = try api.get("?\(parameter)&changed_since=x&limit=0")
        #expect(all.badFields == ["changed_since", "limit", name].sorted())
    }

    @Test func everySuchParameterIsNamedAndUnknownOnesAreNot() throws {
        let all = "status=pending&date_from=x&date_to=x&product_id=x&operator_id=x&search=x&order=x&offset=x&q=1&page=2"
        let answer = try api.get("?changed_since=0&\(all)")
        #expect(
            answer.badFields == [
                "date_from", "date_to", "offset", "operator_id", "order", "product_id", "search", "status",
            ])
        #expect(try api.get("?changed_since=0&q=1&page=2").status == 200)
    }

    @Test func anotherProfilesChangesAreNotInIt() throws {
        let other = try TestProfile()
        try other.appointment("2026-07-01")
        #expect(try api.get("?changed_since=0").ids == [])
    }
}
