import Postgres
import Synchronization

@testable import Bookings

/// A database as busy as it will be, and the plans of what is run in it: one profile with 20 000 bookings among others
/// that have 80 000. All of it in one transaction that is rolled back, so that nobody else meets it.
struct BusyDatabase {
    let profile: ProfileID
    /// One of its staff members.
    let staff: OperatorID
    /// One of its products.
    let product: ProductID
    /// One of its appointments, which waits to be confirmed.
    let booking: BookingID
    /// What its owner's key is stored as.
    let keyHash: [UInt8]
    private let plans: Plans

    /// What auto_explain has told of. The notices arrive on the connection's thread, which is the test's own.
    private final class Plans: Sendable {
        let texts = Mutex<[String]>([])
    }

    private struct RollBack: Error {}

    /// Makes the data and hands over a transaction in it, with the rights of the service.
    static func run(otherProfiles: Int64, _ body: (BusyDatabase, borrowing Transaction) throws -> Void) throws {
        let plans = Plans()
        var settings = ConnectionSettings(try TestDatabase.url("DATABASE_URL"))
        settings.callTimeout = .seconds(120)
        settings.onNotice = { notice in
            if notice.message.contains("plan:") { plans.texts.withLock { $0.append(notice.message) } }
        }
        do {
            try Database(settings).transaction(.readWrite) { transaction in
                let busy = try BusyDatabase(in: transaction, plans, otherProfiles)
                try body(busy, transaction)
                throw RollBack()
            }
        } catch is RollBack {}
    }

    /// The plans of a statement, and of those that functions run for it, with the planner not knowing the binds: as the
    /// service's role has it (`sql/deploy/steady_plans.sql`).
    func plans(of sql: SQL, as session: Session? = nil, in transaction: borrowing Transaction) throws -> String {
        _ = try transaction.query("set local plan_cache_mode = force_generic_plan")
        if let session { _ = try transaction.query(session.begin) }
        // A plan is told of when its portal is closed, which the next statement does.
        _ = try transaction.query("select 'before'")
        plans.texts.withLock { $0 = [] }
        _ = try transaction.query(sql)
        _ = try transaction.query("select 'after'")
        return plans.texts.withLock { $0.joined(separator: "\n") }
    }

    private init(in transaction: borrowing Transaction, _ plans: Plans, _ otherProfiles: Int64) throws {
        self.plans = plans
        // As a restore does: no triggers and no look at foreign keys.
        _ = try transaction.query("set local session_replication_role = replica")
        profile = ProfileID(rawValue: try transaction.query(Self.profiles(otherProfiles + 1))[0].int64(0))
        keyHash = try transaction.query(Self.keys(of: profile))[0].bytea(0)
        let bookings = Self.bookings(of: profile, otherProfiles)
        for statement in Self.furniture + [bookings] + Self.traces + [Self.counts] {
            _ = try transaction.query(statement)
        }
        let some = try transaction.query(Self.some(of: profile))[0]
        staff = OperatorID(rawValue: try some.int64(0))
        product = ProductID(rawValue: try some.int64(1))
        booking = BookingID(rawValue: try some.int64(2))
        _ = try transaction.query(
            """
            analyze
                vexar.profiles, vexar.profile_settings, vexar.profile_clocks, vexar.api_keys, vexar.staff,
                vexar.products, vexar.staff_products, vexar.schedules, vexar.overrides, vexar.bookings,
                vexar.booking_counts, vexar.holds, vexar.booking_history, vexar.booking_departures,
                vexar.notifications
            """)
        // What VACUUM would find, which cannot run in a transaction: all pages visible to everybody, so that an index
        // may answer alone.
        _ = try transaction.query(
            "update pg_class set relallvisible = relpages where oid = 'vexar.bookings'::regclass")
        for setting: SQL in [
            "set local session_replication_role = origin",
            "load 'auto_explain'", "set local auto_explain.log_min_duration = 0",
            "set local auto_explain.log_nested_statements = on", "set local auto_explain.log_level = notice",
            "set local role vexar_app",
        ] { _ = try transaction.query(setting) }
    }

    private static func profiles(_ count: Int64) -> SQL {
        """
        with made as (
            insert into vexar.profiles (username, display_name)
            select 'busy-' || gen_random_uuid(), 'Busy' from generate_series(1, \(count)::bigint)
            returning id
        )
        select min(m.id) from made as m
        """
    }

    /// What every profile has, whatever is booked.
    private static let furniture: [SQL] = [
        "insert into vexar.profile_clocks (profile_id, ts) select p.id, 1 from \(all) as p",
        "insert into vexar.profile_settings (profile_id) select p.id from \(all) as p",
        """
        insert into vexar.staff (profile_id, key, name)
        select p.id, 'ann-' || j, 'Ann' from \(all) as p cross join generate_series(1, 5) as j
        """,
        """
        insert into vexar.products (profile_id, key, kind, name)
        select p.id, 'cut-' || j, 'service', 'Cut' from \(all) as p cross join generate_series(1, 3) as j
        """,
        """
        insert into vexar.staff_products (profile_id, operator_id, product_id)
        select s.profile_id, s.id, p.id
        from vexar.staff as s
        inner join vexar.products as p on p.profile_id = s.profile_id
        where s.key = 'ann-1' and s.profile_id in (select p.id from \(all) as p)
        """,
        """
        insert into vexar.schedules (profile_id, operator_id, day_of_week, start_time, end_time)
        select p.id, s.id, d, '09:00', '18:00'
        from \(all) as p
        left join vexar.staff as s on s.profile_id = p.id and s.key = 'ann-1' and p.id % 2 = 0
        cross join generate_series(0, 6) as d
        """,
        """
        insert into vexar.overrides (profile_id, override_date, is_available)
        select p.id, current_date + d * 9, false from \(all) as p cross join generate_series(0, 2) as d
        """,
        "analyze vexar.profiles, vexar.staff, vexar.products",
    ]

    private static let all: SQL = "(select p.id from vexar.profiles as p where p.username like 'busy-%')"

    /// Of the first of them: one by one, all would take their time.
    private static let counts: SQL = """
        select vexar.recount_bookings(p.id)
        from (select p.id from \(all) as p order by p.id limit 500) as p
        """

    /// What bookings leave behind: appointments their holds; those of a staff member that are over a departure from its
    /// view; all an entry of the history and a message, of which one in a hundred still waits.
    private static let traces: [SQL] = [
        """
        insert into vexar.holds (profile_id, booking_id, line, seat, session, during, places, double_booked)
        select
            h.profile_id, h.id, h.line, h.seat, h.id::text, tstzrange(h.starts_at, h.ends_at), 1, h.seat > 1
        from (
            select
                b.*, coalesce(b.operator_id, 0) as line,
                row_number() over (
                    partition by b.profile_id, coalesce(b.operator_id, 0), b.starts_at order by b.id
                ) as seat
            from vexar.bookings as b
            where b.kind = 'service' and b.profile_id in (select p.id from \(all) as p)
        ) as h
        """,
        """
        insert into vexar.booking_history (profile_id, booking_id, version, action, actor_type, after, at)
        select b.profile_id, b.id, 1, 'created', 'owner', '{}', now()
        from vexar.bookings as b
        where b.profile_id in (select p.id from \(all) as p)
        """,
        """
        insert into vexar.booking_departures (profile_id, operator_id, booking_id, changed_ts)
        select b.profile_id, b.operator_id, b.id, b.changed_ts
        from vexar.bookings as b
        where b.status = 'completed' and b.operator_id is not null and b.profile_id in (select p.id from \(all) as p)
        """,
        """
        insert into vexar.notifications (
            profile_id, booking_id, booking_version, kind, cause, recipient, state, sent_at, next_attempt_at
        )
        select
            b.profile_id, b.id, 1, 'confirmed', 'change', 'jane@example.com',
            case when b.id % 100 = 0 then 'queued' else 'sent' end,
            case when b.id % 100 <> 0 then now() end, now() - interval '1 minute'
        from vexar.bookings as b
        where b.profile_id in (select p.id from \(all) as p)
        """,
    ]

    /// A staff member, a product and an appointment that waits to be confirmed.
    private static func some(of profile: ProfileID) -> SQL {
        """
        select s.id, p.id, min(b.id)
        from vexar.staff as s
        inner join vexar.products as p on p.profile_id = s.profile_id and p.key = 'cut-1'
        inner join vexar.bookings as b on b.profile_id = s.profile_id and b.status = 'pending' and b.kind = 'service'
        where s.profile_id = \(profile)::bigint and s.key = 'ann-2'
        group by s.id, p.id
        """
    }

    private static func keys(of profile: ProfileID) -> SQL {
        """
        with made as (
            insert into vexar.api_keys (profile_id, key_hash)
            select p.id, sha256(p.username::bytea) from vexar.profiles as p where p.username like 'busy-%'
            returning profile_id, key_hash
        )
        select m.key_hash from made as m where m.profile_id = \(profile)
        """
    }

    /// Over two years around today, as they would be stored: those of all profiles mixed. One in ten is a stay.
    private static func bookings(of profile: ProfileID, _ otherProfiles: Int64) -> SQL {
        """
        insert into vexar.bookings (
            profile_id, kind, product_id, operator_id, booking_date, start_time, end_time, checkout_date, duration_minutes,
            status, visitor_name, currency, starts_at, ends_at, last_date, upcoming_until, changed_ts, sort_time, search_text
        )
        select
            d.profile_id,
            case when is_stay then 'rental' else 'service' end,
            -- Between the profiles may be one of somebody else's, which has no products.
            coalesce(p.id, case when is_stay then 1 end),
            s.id,
            day,
            case when not is_stay then '10:00'::time end,
            case when not is_stay then '11:00'::time end,
            case when is_stay then day + 3 end,
            case when not is_stay then 60 end,
            case when day < now() then 'completed' when n % 20 < 5 then 'pending' else 'confirmed' end,
            'Jane ' || n, 'usd', day + time '10:00', day + time '11:00',
            case when is_stay then day + 2 else day end, day + time '10:00', n, '10:00', 'JANE ' || n
        from generate_series(1, 100000) as n
        cross join lateral (
            select
                case when n % 5 = 0 then \(profile)::bigint else \(profile)::bigint + n % \(otherProfiles)::bigint + 1 end
                as profile_id,
                now()::date - 365 + n * 7919 % 730 as day, n % 50 < 5 as is_stay
        ) as d
        left join vexar.staff as s
            on n % 4 = 0 and s.profile_id = d.profile_id and s.key = 'ann-' || 1 + n / 20 % 5
        left join vexar.products as p
            on (is_stay or n % 3 = 0) and p.profile_id = d.profile_id and p.key = 'cut-' || 1 + n / 20 % 3
        """
    }
}
