import HTTP
import Postgres
import Testing

@testable import Bookings

/// Reading while others write: every answer shows one moment, and whoever follows the changes misses none.
@Suite struct SnapshotTests {
    private let profile: TestProfile

    init() throws {
        profile = try TestProfile()
    }

    /// Two of the contestants: the first writes, with the database as somebody in psql has it; the second reads.
    private func race<Value: Sendable>(
        write: @escaping @Sendable (Database) throws -> Value, read: @escaping @Sendable (TestAPI) throws -> Value
    ) throws -> Value {
        let results = try Race.run(2, key: profile.key) { api, number in
            number == 0 ? try write(TestDatabase.superuser()) : try read(api)
        }
        return results[1]
    }

    @Test func theGridShowsOneMoment() throws {
        let id = profile.id
        try profile.appointment("2026-07-01")
        try profile.appointment("2026-07-02")
        let torn = try race { database in
            for number in 1...150 {
                _ = try database.query(
                    """
                    with
                    b as (update vexar.bookings set price = \(number) where profile_id = \(id)),
                    o as (insert into vexar.overrides (profile_id, override_date, is_available)
                        values (\(id), '2026-07-01', false))
                    update vexar.profile_settings set max_bookings_per_day = \(number) where profile_id = \(id)
                    """)
            }
            return [""]
        } read: { api in
            try (1...60).compactMap { _ -> String? in
                let grid = try api.get("grid?date_from=2026-07-01&date_to=2026-07-31")
                let numbers =
                    grid.bookings.map { $0["price"]?.integer }
                    + [grid["settings"]?["max_bookings_per_day"]?.integer ?? 0]
                    + [grid["overrides"]?.array.map { Int64($0.count) }]
                return Set(numbers).count == 1 ? nil : grid.text
            }
        }
        #expect(torn == [])
    }

    @Test func aPageAndItsTotalShowOneMoment() throws {
        let id = profile.id
        let torn = try race { database in
            for day in 0..<60 {
                _ = try database.query(
                    """
                    insert into vexar.bookings (
                        profile_id, kind, booking_date, start_time, duration_minutes, status, visitor_name, currency
                    )
                    select \(id), 'service', '2026-07-01'::date + \(day)::integer, hour, 60, 'pending', 'Jane', 'usd'
                    from (values (time '10:00'), (time '12:00')) as wish (hour)
                    """)
            }
            return [""]
        } read: { api in
            try (1...60).compactMap { _ -> String? in
                let list = try api.get("?limit=200&status=pending")
                let isWhole = list.total == Int64(list.ids.count) && list.ids.count.isMultiple(of: 2)
                return isWhole ? nil : "\(list.ids.count) of \(list.total ?? -1)"
            }
        }
        #expect(torn == [])
    }

    /// The ids that each contestant made, or that the one who follows was told of.
    @Test func whoFollowsTheChangesMissesNone() throws {
        let perWriter = 40
        let lists = try Race.run(4, key: profile.key) { api, number -> [Int64] in
            if number > 0 {
                return try (0..<perWriter).map { day in
                    let date = CalendarDate(daysSince1970: 21_000 + day)
                    let body = #"{"booking_date": "\#(date)", "start_time": "1\#(number):00", "visitor_name": "J"}"#
                    return try api.post("", body).bookingID()
                }
            }
            var (told, next) = ([Int64](), "0")
            for _ in 0..<10_000 where told.count < 3 * perWriter {
                let page = try api.get("?changed_since=\(next)&limit=7")
                told += page.ids
                next = page["next"]?.string ?? ""
            }
            return told
        }
        #expect(lists[0].count == 3 * perWriter)
        #expect(lists[0].sorted() == lists.dropFirst().flatMap { $0 }.sorted())
    }

    @Test func theClockMovesWithEveryCommitWhoeverElseCommits() throws {
        let steps = try Race.run(4, key: profile.key) { api, number -> [Bool] in
            try (0..<25).map { day in
                let before = try api.poll()
                let date = CalendarDate(daysSince1970: 21_000 + day)
                let body = #"{"booking_date": "\#(date)", "start_time": "1\#(number):00", "visitor_name": "J"}"#
                let created = try api.post("", body).status == 201
                let after = try api.poll()
                return created && after > before
            }
        }
        #expect(steps.allSatisfy { $0.allSatisfy { $0 } })
        let clocks = try profile.sql(
            "select count(distinct b.changed_ts) from vexar.bookings as b where b.profile_id = \(profile.id)")
        #expect(try clocks[0].int64(0) == 100)
    }
}
