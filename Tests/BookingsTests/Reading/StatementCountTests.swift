import HTTP
import Logging
import Postgres
import Synchronization
import Testing

@testable import Bookings

/// A grid takes the same few statements however much it shows: none for each staff member, service or booking.
@Suite struct StatementCountTests {
    private final class Count: Sendable {
        let plans = Mutex(0)
    }

    /// How many statements the server runs for a request, those of functions and the one that ends the count included.
    /// With `changes` that have been started, for the second such request.
    private func statements(for path: String, key: String, changes: Changes? = nil) throws -> Int {
        let count = Count()
        var settings = ConnectionSettings(try TestDatabase.url("DATABASE_URL"))
        settings.onNotice = { notice in
            if notice.message.contains("plan:") { count.plans.withLock { $0 += 1 } }
        }
        let database = Database(settings)
        for statement: SQL in [
            "load 'auto_explain'", "set auto_explain.log_min_duration = 0",
            "set auto_explain.log_nested_statements = on", "set auto_explain.log_level = notice",
        ] { _ = try database.query(statement) }
        let (known, changes) = (changes != nil, try changes ?? TestDatabase.changes())
        let worker = Worker(
            router: Router(Routes.table),
            authenticator: Authenticator(tokenKey: nil, now: { 0 }, sessions: changes.sessions), database: database,
            changes: changes, patience: Patience(),
            log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let request = Request(
            target: TestAPI.bookings + path, headers: ["Authorization": "Bearer \(key)"])
        if known {
            #expect(worker.respond(to: request).status == .ok)
            count.plans.withLock { $0 = 0 }
        }
        #expect(worker.respond(to: request).status == .ok)
        _ = try database.query("select 'the end'")
        return count.plans.withLock { $0 }
    }

    @Test func theGridTakesTheSameFewWhateverItShows() throws {
        let profile = try TestProfile()
        let path = "/grid?date_from=2026-07-01&date_to=2026-07-31"
        let empty = try statements(for: path, key: profile.key)
        let service = try profile.service()
        for number in 0..<25 {
            let staff = try profile.staff("Ann \(number)", offers: [service, try profile.service()])
            try profile.appointment("2026-07-01", product: service, staff: staff)
            try profile.sql(
                """
                insert into vexar.schedules (profile_id, operator_id, day_of_week, start_time, end_time)
                values (\(profile.id), \(staff), 1, '09:00', '17:00')
                """)
        }
        #expect(try statements(for: path, key: profile.key) == empty)
        #expect((1...16).contains(empty))
    }

    @Test func theListTakesTheSameFewWhateverItShows() throws {
        let profile = try TestProfile()
        let empty = try statements(for: "?limit=200", key: profile.key)
        for day in 10...29 { try profile.appointment("2026-07-\(day)", staff: try profile.staff()) }
        #expect(try statements(for: "?limit=200", key: profile.key) == empty)
        #expect((1...8).contains(empty))
    }

    /// The call that every open calendar makes every few seconds.
    @Test func aPollOfWhatIsKnownTakesNone() throws {
        let profile = try TestProfile()
        try TestProcess.run { process in
            try process.untilItHears()
            #expect(try statements(for: "/poll", key: profile.key, changes: process.changes) == 1)
        }
        #expect(try statements(for: "/poll", key: profile.key) > 1)
    }
}
