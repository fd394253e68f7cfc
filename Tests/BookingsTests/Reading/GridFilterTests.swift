import HTTP
import Postgres
import Testing

@testable import Bookings

/// `GET /bookings/grid`: filters, which the counters know nothing of, and how much it holds at most.
@Suite struct GridFilterTests {
    private let profile: TestProfile
    private let api: TestAPI
    private let july = "date_from=2026-07-01&date_to=2026-07-31"

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    @Test func eachAloneAndAllTogether() throws {
        let (cut, room) = (try profile.service(), try profile.rental())
        let (ann, bob) = (try profile.staff("Ann"), try profile.staff("Bob"))
        let one = try profile.appointment("2026-07-01", product: cut, staff: ann, name: "Jane", email: "j@example.com")
        let two = try profile.appointment("2026-07-02", status: "pending", staff: bob, name: "Ольга")
        let stay = try profile.stay(in: room, "2026-06-15", "2026-07-15", status: "completed", staff: ann)
        let past = try profile.appointment(
            "2026-06-30", "23:30", status: "cancelled", product: cut, staff: bob, name: "Zoë")
        let filters: [(String, [Int64])] = [
            ("", [stay, past, one, two]), ("status=pending", [two]), ("status=completed,cancelled", [stay, past]),
            ("product_id=\(cut)", [past, one]), ("product_id=\(room)", [stay]), ("operator_id=\(ann)", [stay, one]),
            ("operator_id=\(bob)", [past, two]), ("search=ОЛЬГА".formEncodedValue, [two]),
            ("search=example", [one]), ("search=%25", []), ("product_id=0", []), ("operator_id=0", []),
            ("status=confirmed&product_id=\(cut)&operator_id=\(ann)&search=jane", [one]),
            ("status=confirmed&product_id=\(cut)&operator_id=\(bob)&search=jane", []),
        ]
        for (filter, ids) in filters {
            let answer = try api.get("grid?\(july)&\(filter)")
            #expect(answer.ids == ids, "\(filter)")
            #expect(answer["stats"] == (try api.get("stats")["stats"]), "\(filter)")
            #expect(answer["stats"]?["total"]?.integer == 4)
            #expect(answer["services"]?.array?.count == 2)
            #expect(answer["staff"]?.array?.count == 2)
        }
    }

    @Test func parametersOfTheListAreNoneOfTheGrid() throws {
        let ids = try (10...12).map { try profile.appointment("2026-07-\($0)") }
        #expect(try api.get("grid?\(july)&limit=1&offset=1&order=desc&changed_since=0").ids == ids)
        #expect(try api.get("grid?\(july)&limit=x&offset=x&order=x&changed_since=x").ids == ids)
    }

    /// Cancelled ones, which hold no time, written as a restore from a backup would, without triggers.
    private func fill(_ count: Int64, staff: Int64? = nil) throws {
        try profile.sql("set session_replication_role = replica")
        try profile.sql(
            """
            insert into vexar.bookings (
                profile_id, kind, operator_id, booking_date, start_time, end_time, duration_minutes, status,
                visitor_name, currency, starts_at, ends_at, last_date, upcoming_until, changed_ts, sort_time,
                search_text
            )
            select
                \(profile.id), 'service', \(staff)::bigint, day::date, day::time, (day + interval '1 minute')::time, 1,
                'cancelled', 'Bulk', 'usd', day, day + interval '1 minute', day::date, day, 1, day::time, 'BULK'
            from generate_series(1, \(count)) as n
            cross join lateral (select timestamp '2026-07-01 00:00' + make_interval(mins => 4 * n::integer) as day) as d
            """)
        try profile.sql("set session_replication_role = origin")
    }

    @Test func tenThousandAtMost() throws {
        try fill(10_000)
        let full = try api.get("grid?\(july)")
        #expect(full.status == 200)
        #expect(full.bookings.count == 10_000)
        let pending = try profile.appointment("2026-06-30", "23:59", status: "pending")
        let tooFull = try api.get("grid?\(july)")
        #expect(tooFull.status == 422)
        #expect(tooFull.badFields == ["date_to"])
        #expect(tooFull["errors"]?["date_to"]?.string?.contains("narrower") == true)
        #expect(try api.get("grid?\(july)&status=pending").ids == [pending])
        #expect(try api.get("grid?\(july)&status=cancelled").bookings.count == 10_000)
        #expect(try api.get("grid?date_from=2026-07-01&date_to=2026-07-27").bookings.count == 9_720)
    }

    @Test func onlyWhatTheKeySeesCounts() throws {
        let ann = try profile.staff("Ann")
        try fill(10_001)
        try profile.appointment("2026-07-01", staff: ann)
        #expect(try api.get("grid?\(july)").status == 422)
        #expect(try TestAPI(key: profile.key(for: ann)).get("grid?\(july)").bookings.count == 1)
    }
}

extension String {
    /// A parameter with its value escaped.
    fileprivate var formEncodedValue: String {
        let parts = split(separator: "=", maxSplits: 1)
        return "\(parts[0])=\(String(parts[1]).formEncoded)"
    }
}
