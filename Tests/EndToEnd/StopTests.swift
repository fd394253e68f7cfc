import Foundation
import HTTP
import Postgres
import Testing

/// Stopping the worker and the database in the middle of work.
@Suite struct StopTests {
    /// A create that waits for the profile's clock, which the test holds, is in the middle of a request for as long as
    /// the test likes.
    @Test func sigtermLetsARequestFinish() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let holder = try Connection(ConnectionSettings(ProcessInfo.processInfo.environment["DATABASE_URL"] ?? ""))
        let answer = try holder.transaction(.readWrite) { transaction in
            _ = try transaction.query("select vexar.lock_clock(\(tenant.profileID)::bigint)")
            let pending = Pending { try client.send("POST", Tenant.bookings, Tenant.body()) }
            try eventually("a create that waits") {
                try stack.database.query(
                    """
                    select count(*) from pg_stat_activity
                    where application_name = \(stack.applicationName) and wait_event_type = 'Lock'
                    """)[0].int64(0) > 0
            }
            stack.worker.signal(SIGTERM)
            usleep(200_000)
            #expect(stack.worker.isRunning)
            _ = try transaction.finish()
            return try pending.value()
        }
        #expect(answer.status == 201)
        #expect(stack.worker.wait() == 0)
    }

    @Test func sigtermUnderLoadLosesNoRequestThatWasTaken() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let load = Pending {
            try concurrently(8) { thread in
                try (0..<60).map { number in
                    try client.send(
                        "POST", Tenant.bookings, Tenant.body(on: "2031-0\(thread + 1)-01", at: slot(number)))
                }
            }
        }
        usleep(300_000)
        stack.worker.signal(SIGTERM)
        #expect(stack.worker.wait() == 0)
        try stack.restartWorker()
        let answers = try load.value().flatMap { $0 }
        // 502: not taken, nobody was there. Everything else was answered, and what was acknowledged is there.
        #expect(Set(answers.map(\.status)).isSubset(of: [201, 502]))
        let acknowledged = answers.count { $0.status == 201 }
        let kept = try stack.database.query(
            "select count(*) from vexar.bookings where profile_id = \(tenant.profileID)")[0].int64(0)
        #expect(acknowledged > 0)
        #expect(kept == Int64(acknowledged))
    }

    @Test func aDatabaseThatRestartsUnderLoad() throws {
        let cluster = try Cluster()
        let stack = try Stack(cluster: cluster)
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let load = Pending {
            try concurrently(6) { thread in
                try (0..<150).map { number in
                    usleep(10_000)
                    return number.isMultiple(of: 3)
                        ? try client.send(
                            "POST", Tenant.bookings,
                            Tenant.body(on: "2031-0\(thread + 1)-01", at: slot(number / 3)))
                        : try client.send("GET", Tenant.bookings)
                }
            }
        }
        usleep(400_000)
        cluster.stop()
        usleep(200_000)
        try cluster.start()
        let answers = try load.value().flatMap { $0 }
        #expect(Set(answers.map(\.status)).isSubset(of: [200, 201, 503]))
        #expect(answers.filter { $0.status == 503 }.allSatisfy { $0.headers["Retry-After"] != nil })
        #expect(try client.send("GET", Tenant.bookings).status == 200)
        let acknowledged = Int64(answers.count { $0.status == 201 })
        let kept = try stack.database.query(
            "select count(*) from vexar.bookings where profile_id = \(tenant.profileID)")[0].int64(0)
        // More may be kept than was acknowledged: a commit whose answer was lost is told as 503.
        #expect(kept >= acknowledged)
        #expect(acknowledged > 0)
    }
}

/// So many different times of a day, 20 minutes apart: 0 to 71.
private func slot(_ number: Int) -> String {
    let (hour, third) = number.quotientAndRemainder(dividingBy: 3)
    return (hour < 10 ? "0" : "") + "\(hour):" + ["00", "20", "40"][third]
}
