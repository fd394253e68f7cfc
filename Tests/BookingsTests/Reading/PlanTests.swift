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
        return try access(busy, owner) + lists(busy, owner) + staffsLists(staff) + grid(owner) + grid(staff)
            + one(busy.booking, owner) + feed(owner) + feed(staff) + changes(busy, owner) + outbox(busy, owner)
    }

    private func access(_ busy: BusyDatabase, _ owner: Session) -> [HotStatement] {
        [
            .init(
                name: "key", sql: "select * from vexar.session_of_key(\(busy.keyHash)::bytea)", session: owner,
                indexes: ["api_keys_key_hash_key"]),
            .init(
                name: "token",
                sql: "select * from vexar.session_of_subject(\(busy.profile)::bigint, null::bigint)", session: owner,
                indexes: ["profiles_pkey"]),
            .init(
                name: "clock", sql: Statistics.clock(of: busy.profile), session: owner,
                indexes: ["profile_clocks_pkey"]),
        ]
    }

    private func lists(_ busy: BusyDatabase, _ owner: Session) throws -> [HotStatement] {
        let day = try #require(CalendarDate("2026-07-01"))
        let list = BookingList()
        var (ascending, byDay, byStaff, byProduct) = (list, list, list, list)
        var (pending, open, searched) = (list, list, list)
        ascending.order = .ascending
        (byDay.order, byDay.from, byDay.to) = (.ascending, day, day)
        byStaff.filter.operatorID = busy.staff
        byProduct.filter.product = busy.product
        pending.filter.statuses = [.pending]
        (open.filter.statuses, open.from) = ([.confirmed, .pending], day)
        searched.filter.search = "jane"
        let byDate = ["bookings_date_idx"]
        let counted = ["booking_counts_pkey"]
        return [
            .init(name: "page", sql: list.page(for: owner), session: owner, indexes: byDate, keepsOrder: true),
            .init(
                name: "first page", sql: ascending.page(for: owner), session: owner, indexes: byDate, keepsOrder: true),
            .init(name: "a day", sql: byDay.page(for: owner), session: owner, indexes: byDate, keepsOrder: true),
            .init(
                name: "by staff", sql: byStaff.page(for: owner), session: owner, indexes: ["bookings_operator_idx"],
                keepsOrder: true),
            .init(
                name: "by product", sql: byProduct.page(for: owner), session: owner, indexes: byDate, keepsOrder: true),
            .init(
                name: "pending", sql: pending.page(for: owner), session: owner, indexes: ["bookings_pending_idx"],
                keepsOrder: true),
            .init(
                name: "open from a day", sql: open.page(for: owner), session: owner, indexes: ["bookings_open_idx"],
                keepsOrder: true),
            .init(name: "searched", sql: searched.page(for: owner), session: owner, indexes: byDate, keepsOrder: true),
            .init(name: "total", sql: list.total(for: owner), session: owner, indexes: counted),
            .init(name: "a day's total", sql: byDay.total(for: owner), session: owner, indexes: counted),
            .init(name: "a staff member's total", sql: byStaff.total(for: owner), session: owner, indexes: counted),
            .init(name: "total of the open", sql: open.total(for: owner), session: owner, indexes: counted),
            .init(name: "a product's total", sql: byProduct.total(for: owner), session: owner, indexes: []),
            .init(name: "total of a search", sql: searched.total(for: owner), session: owner, indexes: []),
        ]
    }

    private func staffsLists(_ staff: Session) -> [HotStatement] {
        let list = BookingList()
        return [
            .init(
                name: "own page", sql: list.page(for: staff), session: staff, indexes: ["bookings_operator_idx"],
                keepsOrder: true),
            .init(name: "own total", sql: list.total(for: staff), session: staff, indexes: ["booking_counts_pkey"]),
        ]
    }

    /// The grid with its counters, which are those of stats, too.
    private func grid(_ session: Session) throws -> [HotStatement] {
        let day = try #require(CalendarDate("2026-07-01"))
        let range = GridRange(from: nil, to: nil, today: day)
        let grid = GridQueries(range: range, filter: BookingFilter(), session: session)
        let isOwners = session.viewedOperator == nil
        let indexes = isOwners ? ["bookings_date_idx", "bookings_reaching_idx"] : ["bookings_operator_idx"]
        // A staff member's two days are as few in bookings_operator_idx as in bookings_open_idx.
        let coming = isOwners ? "Index Only Scan using bookings_open_idx" : "using bookings_op"
        let parts: [(String, SQL, [String])] = [
            ("counters", Statistics.count(for: session), ["booking_counts_pkey", coming]),
            ("bookings", grid.bookings, indexes),
            ("schedule", grid.schedule, ["schedules_operator_idx"]),
            ("overrides", grid.overrides, ["overrides_date_idx"]),
            ("services", grid.services, ["staff_products_pkey"]),
            ("settings", grid.settings, ["profile_settings_pkey", "profiles_pkey"]),
            ("staff", grid.staff, ["staff_products_pkey", "schedules_operator_idx"]),
        ]
        return parts.map { .init(name: "grid: \($0)", sql: $1, session: session, indexes: $2) }
    }

    private func one(_ id: BookingID, _ owner: Session) -> [HotStatement] {
        [
            .init(
                name: "one", sql: BookingQueries.booking(id, for: owner), session: owner, indexes: ["bookings_pkey"]),
            .init(
                name: "its history", sql: BookingQueries.history(of: id, in: owner.profile), session: owner,
                indexes: ["booking_history_booking_idx"]),
            .init(
                name: "its messages", sql: NotificationQueries.notifications(of: id, in: owner.profile),
                session: owner, indexes: ["notifications_booking_idx"]),
            .init(
                name: "messages asked for",
                sql: NotificationQueries.requests(for: id, in: owner.profile, limit: 5), session: owner,
                indexes: ["notifications_"]),
        ]
    }

    private func feed(_ session: Session) throws -> [HotStatement] {
        let feed = ChangeFeed(since: try #require(ChangeCursor("99000")), limit: 50)
        guard let viewed = session.viewedOperator else {
            return [
                .init(
                    name: "feed", sql: feed.bookings(for: session), session: session,
                    indexes: ["bookings_changed_idx"], keepsOrder: true)
            ]
        }
        return [
            // A thousand of its own are as well sorted as looked for among all that has changed.
            .init(name: "own feed", sql: feed.bookings(for: session), session: session, indexes: ["bookings_"]),
            .init(
                name: "departures", sql: feed.departures(of: viewed, in: session.profile), session: session,
                indexes: ["booking_departures_changed_idx"]),
        ]
    }

    /// What a change runs, the statements of triggers included.
    private func changes(_ busy: BusyDatabase, _ owner: Session) throws -> [HotStatement] {
        let date = try #require(CalendarDate("2031-05-06"))
        let start = try #require(TimeOfDay("10:00"))
        let placement = Placement(
            product: nil, operatorID: busy.staff, date: date, start: start, duration: DurationMinutes(count: 60),
            checkout: nil)
        let booking = NewBooking(
            kind: .service, placement: placement, status: .confirmed,
            visitor: Visitor(name: "Jane", email: "jane@example.com", phone: nil, note: nil),
            price: Price(smallestUnits: 0), currency: try #require(Currency("usd")), mayOverlap: true, notifies: true)
        let confirmation = StatusTransition(from: .pending, to: .confirmed, reason: nil, mayOverlap: true)
        let cancellation = StatusTransition(from: .confirmed, to: .cancelled, reason: nil, mayOverlap: false)
        let taken = ["holds_seat_taken", "booking_counts_pkey", "profile_clocks_pkey"]
        return [
            .init(
                name: "lock", sql: "select vexar.lock_own_clock()", session: owner, indexes: ["profile_clocks_pkey"]),
            .init(
                name: "terms",
                sql: BookingQueries.terms(
                    for: busy.profile, product: busy.product, operatorID: busy.staff, date: date,
                    start: start),
                session: owner, indexes: ["profiles_pkey", "profile_settings_pkey", "staff_products_pkey"]),
            .init(name: "create", sql: BookingQueries.insert(booking, for: owner), session: owner, indexes: taken),
            .init(
                name: "confirm", sql: BookingQueries.update(busy.booking, through: confirmation, for: owner),
                session: owner, indexes: ["bookings_pkey", "booking_counts_pkey", "notifications_"]),
            .init(
                name: "move",
                sql: BookingQueries.update(
                    busy.booking, by: Move(to: placement, mayOverlap: true, notifies: true), for: owner),
                session: owner, indexes: taken + ["bookings_pkey", "holds_pkey"]),
            .init(
                name: "cancel", sql: BookingQueries.update(busy.booking, through: cancellation, for: owner),
                session: owner, indexes: ["bookings_pkey", "booking_counts_pkey", "holds_pkey"]),
            .init(
                name: "trace", sql: CommitTrace.statement(for: busy.profile), session: owner,
                indexes: ["profile_clocks_pkey"]),
        ]
    }

    private func outbox(_ busy: BusyDatabase, _ owner: Session) -> [HotStatement] {
        [
            .init(
                name: "claim", sql: OutboxQueries.claim(after: busy.profile, for: .seconds(60)), session: owner,
                indexes: ["notifications_due_idx"]),
            .init(
                name: "outbox depth", sql: OutboxQueries.depth, session: owner,
                indexes: ["notifications_due_idx", "notifications_failed_idx"]),
        ]
    }

    @Test("among profiles of some size, and among many small ones", arguments: [499, 39_999] as [Int64])
    func hotStatementsUseTheirIndexes(otherProfiles: Int64) throws {
        try BusyDatabase.run(otherProfiles: otherProfiles) { busy, transaction in
            for statement in try hotStatements(busy) {
                let plans = try busy.plans(of: statement.sql, as: statement.session, in: transaction)
                #expect(!plans.contains("Seq Scan on "), "\(statement.name)\n\(plans)")
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
