import Foundation
import HTTP
import Postgres
import Testing

/// Many connections share few threads, and none of them starves.
@Suite(.enabled(if: runsProofs)) struct FairnessProofs {
    /// 64 clients on 8 threads, a list of 50 bookings each: the slowest of a hundred takes less than ten times as long
    /// as the one in the middle.
    @Test func noRequestStarves() throws {
        let stack = try Stack(environment: ["VEXAR_THREADS": "8"])
        let tenant = try Tenant(in: stack)
        _ = try stack.database.query(
            """
            insert into vexar.bookings (
                profile_id, kind, booking_date, start_time, duration_minutes, status, visitor_name, currency
            )
            select \(tenant.profileID)::bigint, 'service', date '2026-01-01' + n, '10:00', 60, 'confirmed', 'Jane', 'usd'
            from generate_series(1, 500) as n
            """)
        let url = "http://127.0.0.1:\(stack.port)\(Tenant.bookings)?limit=50"
        _ = try LoadRun(url, key: tenant.key, seconds: 2)
        let run = try LoadRun(url, key: tenant.key, seconds: 10)
        print(
            "list of 50, 64 clients, 8 threads: \(Int(run.requestsPerSecond)) requests/s, median \(run.median), "
                + "p99 \(run.p99)")
        #expect(run.p99 < run.median * 10)
    }
}
