import Foundation
import Postgres
import Testing

@testable import Bookings

/// The demo of `deploy/demo/`: the same every time, believable, and loaded once. It is the only test that makes
/// profiles with these names.
@Suite struct DemoTests {
    private static let demo = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("../../../deploy/demo").standardized

    private func load() throws -> CommandRun {
        let process = Process()
        process.executableURL = Self.demo.appendingPathComponent("load")
        return try CommandRun(process)
    }

    @Test func itIsLoadedOnceAndIsSound() throws {
        let first = try load()
        #expect(first.exitCode == 0, "\(first.errors)")
        let bookings = try number("select count(*) from vexar.bookings as b \(ofTheDemo)")
        #expect((18_000...22_000).contains(bookings))
        _ = try patient().query("analyze vexar.bookings")
        try checkCalendar()
        try checkHistory()

        let second = try load()
        #expect(second.exitCode == 0, "\(second.errors)")
        #expect(second.output.split(separator: "\n").filter { $0 == "  = nothing changed" }.count == 3)
        #expect(try number("select count(*) from vexar.bookings as b \(ofTheDemo)") == bookings)
    }

    private func checkCalendar() throws {
        let met = try number(
            """
            select count(*)
            from vexar.bookings as b
            join vexar.bookings as c
                on
                    c.profile_id = b.profile_id and c.booking_date = b.booking_date and c.id > b.id and c.kind = b.kind
                    and c.operator_id is not distinct from b.operator_id
                    and tstzrange(c.starts_at, c.ends_at) && tstzrange(b.starts_at, b.ends_at)
            join vexar.products as p on p.profile_id = b.profile_id and p.id = b.product_id
            \(ofTheDemo)
                and b.kind = 'service' and b.status <> 'cancelled' and c.status <> 'cancelled'
                and not (p.capacity > 1 and c.product_id = b.product_id and c.starts_at = b.starts_at)
            """)
        #expect(met == 0, "appointments that meet, past ones too, which the database does not guard any more")
        let full = try number(
            """
            select count(*)
            from (
                select count(*) > p.capacity as is_overfull
                from vexar.bookings as b
                join vexar.products as p on p.profile_id = b.profile_id and p.id = b.product_id,
                    generate_series(b.booking_date, b.checkout_date - 1, interval '1 day') as night
                \(ofTheDemo) and b.status <> 'cancelled'
                group by p.id, p.capacity, night
            ) as n
            where n.is_overfull
            """)
        #expect(full == 0, "nights with more guests than rooms")
        let odd = try number(
            """
            select count(*) from vexar.bookings as b \(ofTheDemo)
                and (b.double_booked or b.created_at > now() or b.updated_at > now() or b.updated_at < b.created_at)
            """)
        #expect(odd == 0)
    }

    private func checkHistory() throws {
        let untold = try number(
            """
            select count(*)
            from vexar.bookings as b
            left join lateral (
                select h.after ->> 'status' as status, h.at, count(*) over () as entries
                from vexar.booking_history as h
                where h.profile_id = b.profile_id and h.booking_id = b.id
                order by h.at desc, h.id desc
                limit 1
            ) as h on true
            \(ofTheDemo) and (h.status, h.at, h.entries) is distinct from (b.status, b.updated_at, b.version::bigint)
            """)
        #expect(untold == 0, "bookings whose history does not end as they are")
    }

    private var ofTheDemo: SQL {
        """
        where b.profile_id in (
            select d.id from vexar.profiles as d where d.username in ('salon', 'guesthouse', 'practice')
        )
        """
    }

    private func number(_ sql: SQL) throws -> Int64 {
        try patient().query(sql)[0].int64(0)
    }

    /// Twenty thousand bookings that were just made, and not analyzed yet, while other tests run beside: it may take a
    /// while.
    private func patient() throws -> Database {
        var settings = ConnectionSettings(try TestDatabase.url("DATABASE_URL"))
        settings.callTimeout = .seconds(120)
        return Database(settings)
    }
}
