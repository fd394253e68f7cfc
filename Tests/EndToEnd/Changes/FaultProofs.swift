import Foundation
import HTTP
import Postgres
import Synchronization
import Testing

/// Changes from everywhere, while workers die, connections are cut and the database restarts: every poll that is
/// answered shows what was committed two seconds before it, and none goes back.
@Suite(.enabled(if: runsProofs), .serialized) struct FaultProofs {
    private static let bound = Duration.seconds(2)

    @Test func tenThousandChangesUnderFaults() throws {
        let cluster = try Cluster()
        let stacks = [try Stack(cluster: cluster), try Stack(cluster: cluster)]
        let tenants = try (0..<8).map { _ in try Tenant(in: stacks[0]) }
        let ledger = Ledger()
        let isOver = Mutex(false)
        let clients = stacks.map { $0.client() }
        let pollers = Pending {
            try concurrently(clients.count * 4) { thread in
                let worker = thread % clients.count
                var client = clients[worker]
                while !isOver.withLock({ $0 }) {
                    for tenant in tenants[(thread / clients.count * 2)...].prefix(2) {
                        client.key = tenant.key
                        Poll.once(client, worker, tenant, ledger)
                    }
                    usleep(10_000)
                }
            }
        }
        let url = cluster.url(role: "postgres")
        let writers = Pending {
            try concurrently(4) { thread in
                let database = Database(ConnectionSettings(url))
                for number in 0..<2_600 {
                    let tenant = tenants[number % tenants.count]
                    var client = clients[thread % 2]
                    client.key = tenant.key
                    try Change.once(number + thread * 2_600, of: tenant, client, database, ledger)
                    usleep(8_000)
                }
            }
        }
        let faults = Faults(cluster: cluster, stacks: stacks, key: tenants[0].key)
        while ledger.changes < 10_000 {
            try faults.next()
            usleep(1_000_000)
        }
        _ = try writers.value()
        usleep(2_500_000)
        isOver.withLock { $0 = true }
        _ = try pollers.value()
        print("\(ledger.changes) changes, \(ledger.polls) polls, \(faults.done) faults")
        #expect(ledger.changes >= 10_000)
        ledger.check(within: Self.bound)
    }

    @Test func aListenerThatWasAwayForAMinute() throws {
        let cluster = try Cluster()
        let database = Database(ConnectionSettings(cluster.url(role: "postgres")))
        _ = try database.query("create role elsewhere login in role vexar_app")
        let stack = try Stack(
            cluster: cluster, environment: ["VEXAR_DIRECT_DATABASE_URL": cluster.url(role: "elsewhere")])
        let tenant = try Tenant(in: stack)
        let ledger = Ledger()
        let client = stack.client(tenant.key)
        for seconds in 0..<75 {
            if seconds == 5 {
                _ = try database.pipeline([
                    "alter role elsewhere nologin",
                    "select pg_terminate_backend(a.pid) from pg_stat_activity as a where a.usename = 'elsewhere'",
                ])
            }
            if seconds == 65 { _ = try database.query("alter role elsewhere login") }
            try Change.inPsql(seconds, of: tenant, database, ledger)
            for _ in 0..<20 {
                Poll.once(client, 0, tenant, ledger)
                usleep(50_000)
            }
        }
        #expect(ledger.changes == 75)
        #expect(ledger.polls == 1_500)
        ledger.check(within: Self.bound)
    }
}

private enum Poll {
    /// What is not answered with 200 (a worker that is gone, a database that is down) claims nothing.
    static func once(_ client: HTTPClient, _ worker: Int, _ tenant: Tenant, _ ledger: Ledger) {
        let asked = ContinuousClock.now
        guard let answer = try? client.send("GET", "\(Tenant.bookings)/poll"), answer.status == 200,
            let ts = try? answer.json()["ts"]?.integer
        else { return }
        ledger.polled(worker, tenant.profileID, asked: asked, ts: ts)
    }
}

private enum Change {
    /// Through a worker or past it. One that fails is made again until it is done.
    static func once(
        _ number: Int, of tenant: Tenant, _ client: HTTPClient, _ database: Database, _ ledger: Ledger
    ) throws {
        if Bool.random() {
            try eventually("change \(number)") { (try? inPsql(number, of: tenant, database, ledger)) != nil }
        } else {
            try eventually("change \(number)") { try throughTheAPI(number, client, database, tenant, ledger) }
        }
    }

    static func inPsql(_ number: Int, of tenant: Tenant, _ database: Database, _ ledger: Ledger) throws {
        let name = "\(tenant.username) \(number) \(UInt32.random(in: 0 ... .max))"
        let rows = try database.pipeline([
            "update vexar.profiles set display_name = \(name) where id = \(tenant.profileID)",
            "select ts from vexar.profile_clocks where profile_id = \(tenant.profileID)",
        ])
        ledger.changed(tenant.profileID, to: try rows[1][0].int64(0))
    }

    private static func throughTheAPI(
        _ number: Int, _ client: HTTPClient, _ database: Database, _ tenant: Tenant, _ ledger: Ledger
    ) throws -> Bool {
        let body = """
            {"booking_date": "20\(31 + number % 60)-0\(1 + number % 9)-\(10 + number % 19)", "start_time": "10:00",
            "visitor_name": "\(number)", "allow_double_booking": true}
            """
        guard let answer = try? client.send("POST", Tenant.bookings, body), answer.status == 201,
            let id = try answer.json()["booking"]?["id"]?.integer
        else { return false }
        guard let rows = try? database.query("select changed_ts from vexar.bookings where id = \(id)") else {
            return true
        }
        ledger.changed(tenant.profileID, to: try rows[0].int64(0))
        return true
    }
}

/// One fault after the other.
private final class Faults {
    private let cluster: Cluster
    private let stacks: [Stack]
    private let key: String
    private(set) var done = 0

    init(cluster: Cluster, stacks: [Stack], key: String) {
        self.cluster = cluster
        self.stacks = stacks
        self.key = key
    }

    func next() throws {
        let stack = stacks[Int.random(in: 0..<stacks.count)]
        switch done % 5 {
        case 0, 3: cut(stack)
        case 1:
            stack.worker.signal(SIGKILL)
            _ = stack.worker.wait()
            try stack.restartWorker()
        case 2: try restart(SIGINT)
        default: try restart(SIGQUIT)
        }
        done += 1
    }

    /// Every worker answers a poll within two seconds of the database's being back.
    private func restart(_ signal: Int32) throws {
        cluster.stop(signal)
        try cluster.start()
        let back = ContinuousClock.now
        for client in stacks.map({ $0.client(key) }) {
            try eventually("an answer after a restart") {
                (try? client.send("GET", "\(Tenant.bookings)/poll").status) == 200
            }
            #expect(ContinuousClock.now - back < .seconds(2))
        }
    }

    /// The connection that listens.
    private func cut(_ stack: Stack) {
        _ = try? stack.database.query(
            """
            select pg_terminate_backend(a.pid)
            from pg_stat_activity as a
            where a.application_name = \(stack.applicationName) and a.query like '%access_moved%'
            """)
    }
}
