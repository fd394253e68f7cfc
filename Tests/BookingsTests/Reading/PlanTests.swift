import Postgres
import Testing

@testable import Bookings

/// The hot statements use the indexes that were made for them, though the planner knows neither the binds nor the size
/// of the profile.
@Suite(.serialized) struct PlanTests {
    private struct HotStatement {
        let name: String
        let sql: SQL
        let session: Session
        let indexes: [String]
        /// It walks an index in the order of its page: no more than the page itself is sorted.
        var keepsOrder = false
    }

    private func hotStatements(_ busy: BusyDatabase) throws -> [HotStatement] {
        let owner = Session(profile: busy.profile, staffMember: nil, canViewAll: true)
        let staff = Session(profile: busy.profile, staffMember: busy.staff, canViewAll: false)
        let day = try #require(CalendarDate("2026-07-01"))
        let range = GridRange(from: nil, to: nil, today: day)
        let since = try #require(ChangeCursor("99000"))
        var byStaff = BookingList()
        byStaff.filter.operatorID = busy.staff
        var byProduct = BookingList()
        byProduct.filter.product = ProductID(rawValue: 1)
        var byDay = BookingList(order: .ascending)
        (byDay.from, byDay.to) = (day, day)
        let list = BookingList()
        return [
            .init(
                name: "page", sql: list.page(for: owner), session: owner, indexes: ["bookings_date_idx"],
                keepsOrder: true),
            .init(name: "a day", sql: byDay.page(for: owner), session: owner, indexes: ["bookings_date_idx"]),
            .init(
                name: "by staff", sql: byStaff.page(for: owner), session: owner, indexes: ["bookings_operator_idx"],
                keepsOrder: true),
            .init(
                name: "a staff member's page", sql: list.page(for: staff), session: staff,
                indexes: ["bookings_operator_idx"]),
            .init(name: "total", sql: list.total(for: owner), session: owner, indexes: ["booking_counts_pkey"]),
            .init(
                name: "a day's total", sql: byDay.total(for: owner), session: owner, indexes: ["booking_counts_pkey"]),
            .init(name: "a product's total", sql: byProduct.total(for: owner), session: owner, indexes: []),
            .init(
                name: "a staff member's total", sql: list.total(for: staff), session: staff,
                indexes: ["booking_counts_pkey"]),
            .init(
                name: "counters", sql: Statistics.count(for: owner), session: owner,
                indexes: ["booking_counts_pkey", "Index Only Scan using bookings_open_idx"]),
            .init(
                name: "grid", sql: GridQueries(range: range, filter: BookingFilter(), session: owner).bookings,
                session: owner, indexes: ["bookings_date_idx", "bookings_reaching_idx"]),
            .init(
                name: "feed", sql: ChangeFeed(since: since, limit: 50).bookings(for: owner), session: owner,
                indexes: ["bookings_changed_idx"], keepsOrder: true),
            .init(
                name: "one", sql: BookingQueries.booking(BookingID(rawValue: 1), for: owner), session: owner,
                indexes: ["bookings_pkey"]),
            .init(
                name: "clock", sql: Statistics.clock(of: busy.profile), session: owner,
                indexes: ["profile_clocks_pkey"]),
            .init(
                name: "key", sql: "select * from vexar.session_of_key(\(busy.keyHash)::bytea)", session: owner,
                indexes: ["api_keys_key_hash_key"]),
            .init(
                name: "claim", sql: OutboxQueries.claim(after: busy.profile, for: .seconds(60)), session: owner,
                indexes: ["notifications_due_idx"]),
            .init(
                name: "outbox depth", sql: OutboxQueries.depth, session: owner,
                indexes: ["notifications_due_idx", "notifications_failed_idx"]),
            .init(
                name: "messages of a booking",
                sql: NotificationQueries.notifications(of: BookingID(rawValue: 1), in: busy.profile), session: owner,
                indexes: ["notifications_booking_idx"]),
            .init(
                name: "token",
                sql: "select * from vexar.session_of_subject(\(busy.profile)::bigint, null::bigint)", session: owner,
                indexes: ["profiles_pkey"]),
        ]
    }

    @Test("among profiles of some size, and among many small ones", arguments: [499, 39_999] as [Int64])
    func hotStatementsUseTheirIndexes(otherProfiles: Int64) throws {
        try BusyDatabase.run(otherProfiles: otherProfiles) { busy, transaction in
            for statement in try hotStatements(busy) {
                let plans = try busy.plans(of: statement.sql, as: statement.session, in: transaction)
                for table in ["bookings", "booking_counts", "notifications"] {
                    #expect(!plans.contains("Seq Scan on \(table)"), "\(statement.name)\n\(plans)")
                }
                if statement.keepsOrder {
                    #expect(!plans.contains("->  Sort"), "\(statement.name)\n\(plans)")
                }
                for index in statement.indexes {
                    #expect(plans.contains(index), "\(statement.name)\n\(plans)")
                }
            }
        }
    }
}
