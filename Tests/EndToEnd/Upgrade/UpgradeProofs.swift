import Foundation
import HTTP
import Postgres
import Testing

/// An upgrade as the operating notes have it, under steady load: the new schema, then worker after worker, then nginx.
/// No request fails, and none takes a second.
@Suite(.enabled(if: runsProofs), .serialized) struct UpgradeProofs {
    private let cluster: Cluster
    private let stack: Stack
    private let tenants: [Tenant]

    /// A million bookings of a hundred profiles.
    init() throws {
        cluster = try Cluster()
        let stack = try Stack(cluster: cluster, held: HeldSocket())
        self.stack = stack
        tenants = try (0..<100).map { _ in try Tenant(in: stack) }
        try fill()
    }

    /// As a restore does: no triggers and no look at foreign keys.
    private func fill() throws {
        var settings = ConnectionSettings(cluster.url(role: "postgres"))
        settings.callTimeout = .seconds(600)
        let profiles = tenants.map(\.profileID)
        _ = try Database(settings).transaction(.readWrite) { transaction in
            _ = try transaction.query("set local session_replication_role = replica")
            return try transaction.query(
                """
                insert into vexar.bookings (
                    profile_id, kind, booking_date, start_time, end_time, duration_minutes, status, visitor_name,
                    currency, starts_at, ends_at, last_date, upcoming_until, changed_ts, sort_time, search_text
                )
                select
                    (\(profiles)::bigint[])[n % 100 + 1], 'service', day, '10:00', '11:00', 60,
                    case n % 4 when 0 then 'cancelled' when 1 then 'completed' else 'confirmed' end,
                    'Jane ' || n, 'usd', day + time '10:00', day + time '11:00', day, day + time '10:00', n, '10:00',
                    'JANE ' || n
                from generate_series(1, 1000000) as n
                cross join lateral (select date '2025-01-01' + n % 1000 * 7919 % 730 as day) as d
                """)
        }
        // What autovacuum would come to within minutes, and take away from the measurement.
        try RunningProcess.run(
            "psql", ["-X", "-q", "-d", cluster.url(role: "postgres"), "-c", "vacuum (analyze) vexar.bookings"])
    }

    @Test func noRequestFailsAndNoneTakesASecond() throws {
        let load = MixedLoad(port: stack.port)
        let threads = load.start(tenants.prefix(4).map(\.key))
        try eventually("steady load") { load.count > 500 }
        do {
            defer { load.end() }
            load.step("the schema is deployed")
            print("schema deployed after \(try deploy()) attempts")
            let pauses = try (1...20).map { number in
                load.step("restart \(number)")
                return try restart(beside: load)
            }
            print("longest stop \(pauses.map(\.stop).max() ?? .zero), start \(pauses.map(\.start).max() ?? .zero)")
            load.step("nginx reloads")
            try stack.reloadNginx()
            try settle(load)
        }
        _ = try threads.value()
        report(load.outcome)
    }

    /// How long the worker takes to leave, and the next one to be ready.
    private func restart(beside load: MixedLoad) throws -> (stop: Duration, start: Duration) {
        let clock = ContinuousClock()
        let stop = clock.measure {
            stack.worker.signal(SIGTERM)
            #expect(stack.worker.wait() == 0)
        }
        let start = try clock.measure { try stack.restartWorker() }
        try settle(load)
        return (stop, start)
    }

    /// A deployment that gives up for a lock is run again, as sql/README.md says.
    private func deploy() throws -> Int {
        let next = try NextSchema()
        for attempt in 1..<10 {
            do {
                try next.deploy(on: cluster)
                return attempt
            } catch let failure as RunningProcess.Failure where failure.text.contains("lock timeout") {
                print(failure)
            }
        }
        try next.deploy(on: cluster)
        return 10
    }

    /// Waits for so many more requests, with all kinds among them.
    private func settle(_ load: MixedLoad) throws {
        let before = load.count
        try eventually("requests to go on") { load.count > before + 100 }
    }

    private func report(_ outcome: MixedLoad.Outcome) {
        let counts = outcome.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        print(
            "deploy, 20 restarts, reload: \(counts); \(outcome.failures.count) failed; slowest \(outcome.slowest); "
                + "\(outcome.reconnections) reconnections")
        #expect(outcome.failures.isEmpty, "\(outcome.failures.prefix(20))")
        #expect(outcome.slowest.allSatisfy { $0.took < .seconds(1) })
        #expect(outcome.counts.count == 4 && outcome.counts.values.allSatisfy { $0 > 500 })
    }
}
