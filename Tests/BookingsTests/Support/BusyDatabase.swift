import Postgres
import Synchronization

@testable import Bookings

/// A database as busy as it will be, and the plans of what is run in it: one profile with 20 000 bookings among others
/// that have 80 000. All of it in one transaction that is rolled back, so that nobody else meets it.
struct BusyDatabase {
    let profile: ProfileID
    /// One of its staff members.
    let staff: OperatorID
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
        staff = OperatorID(rawValue: try transaction.query(Self.staff)[0].int64(0))
        keyHash = try transaction.query(Self.keys(of: profile))[0].bytea(0)
        for statement in [Self.clocks, Self.bookings(of: profile, staff, otherProfiles), Self.messages] {
            _ = try transaction.query(statement)
        }
        _ = try transaction.query(Self.counts)
        _ = try transaction.query(
            """
            analyze
                vexar.profiles, vexar.profile_clocks, vexar.api_keys, vexar.bookings, vexar.booking_counts,
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

    private static let staff: SQL = """
        with made as (
            insert into vexar.staff (profile_id, key, name)
            select p.id, 'ann', 'Ann' from vexar.profiles as p where p.username like 'busy-%'
            returning id
        )
        select min(m.id) from made as m
        """

    private static let clocks: SQL = """
        insert into vexar.profile_clocks (profile_id, ts)
        select p.id, 1 from vexar.profiles as p where p.username like 'busy-%'
        """

    /// Of the first of them: one by one, all would take their time.
    private static let counts: SQL = """
        select vexar.recount_bookings(p.id)
        from (select p.id from vexar.profiles as p where p.username like 'busy-%' order by p.id limit 500) as p
        """

    /// Each booking was told of, and one in a hundred messages still waits.
    private static let messages: SQL = """
        insert into vexar.notifications (
            profile_id, booking_id, booking_version, kind, cause, recipient, state, sent_at, next_attempt_at
        )
        select
            b.profile_id, b.id, 1, 'confirmed', 'change', 'jane@example.com',
            case when b.id % 100 = 0 then 'queued' else 'sent' end,
            case when b.id % 100 <> 0 then now() end, now() - interval '1 minute'
        from vexar.bookings as b
        inner join vexar.profiles as p on p.id = b.profile_id
        where p.username like 'busy-%'
        """

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
    private static func bookings(of profile: ProfileID, _ staff: OperatorID, _ otherProfiles: Int64) -> SQL {
        """
        insert into vexar.bookings (
            profile_id, kind, product_id, operator_id, booking_date, start_time, end_time, checkout_date, duration_minutes,
            status, visitor_name, currency, starts_at, ends_at, last_date, upcoming_until, changed_ts, sort_time, search_text
        )
        select
            case n % 5 when 0 then \(profile)::bigint else \(profile)::bigint + n % \(otherProfiles)::bigint + 1 end,
            case when is_stay then 'rental' else 'service' end,
            case when is_stay then 1 end,
            case when n % 4 = 0 then \(staff)::bigint end,
            day,
            case when not is_stay then '10:00'::time end,
            case when not is_stay then '11:00'::time end,
            case when is_stay then day + 3 end,
            case when not is_stay then 60 end,
            case when day < now() then 'completed' when n % 20 < 5 then 'pending' else 'confirmed' end,
            'Jane ' || n, 'usd', day + time '10:00', day + time '11:00',
            case when is_stay then day + 2 else day end, day + time '10:00', n, '10:00', 'JANE ' || n
        from generate_series(1, 100000) as n
        cross join lateral (select now()::date - 365 + n * 7919 % 730 as day, n % 50 < 5 as is_stay) as d
        """
    }
}
