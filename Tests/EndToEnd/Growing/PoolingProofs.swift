import Foundation
import HTTP
import Postgres
import TestSupport
import Testing

/// Two hosts behind PgBouncer in transaction mode, with far fewer connections to the server than threads: what one
/// request has said of itself on a connection must not reach the next one.
@Suite(.enabled(if: runsProofs), .serialized) struct PoolingProofs {
    private static let poolSize = 6
    private let cluster: Cluster
    private let proxy: PoolingProxy
    private let stacks: [Stack]

    init() throws {
        let cluster = try Cluster()
        let proxy = try PoolingProxy(before: cluster, poolSize: Self.poolSize)
        self.cluster = cluster
        self.proxy = proxy
        let settings = [
            "VEXAR_DATABASE_URL": proxy.url(role: "vexar_app"), "VEXAR_PREPARED_STATEMENTS": "off",
            "VEXAR_DIRECT_DATABASE_URL": cluster.url(role: "vexar_app"),
        ]
        stacks = try (0..<2).map { _ in try Stack(cluster: cluster, environment: settings) }
    }

    /// Eight owners at once, each through both hosts: every request succeeds, every answer is the owner's own, every
    /// change is in the other host's poll, every visitor gets their message.
    @Test func ownersWhoShareConnections() throws {
        let (server, rounds) = (try MailServer(), 60)
        let notifiers = try stacks.map { try NotifierProcess($0, port: server.port) }
        let clients = stacks.map { $0.client() }
        let tenants = try (0..<8).map { _ in try Tenant(in: stacks[0]) }
        let began = ContinuousClock.now
        let delays = try concurrently(tenants.count) { number in
            var owner = PooledOwner(tenants[number], clients, stranger: tenants[(number + 1) % tenants.count])
            return try (0..<rounds).flatMap { try owner.round($0) }
        }.flatMap { $0 }.sorted()
        let took = ContinuousClock.now - began
        let expected = tenants.count * rounds
        try eventually("a message for each visitor") {
            Set(server.all("message").compactMap { $0.recipients?.first }).count == expected
        }
        print(
            "behind PgBouncer: \(expected * PooledOwner.requests) requests besides polls in \(took); a change in the "
                + "other host's poll: median \(delays[delays.count / 2]), p99 \(delays[delays.count * 99 / 100])")
        #expect(delays[delays.count * 99 / 100] < .seconds(1))
        #expect(notifiers.allSatisfy { $0.process.isRunning })
        try nothingStaysOnTheConnections()
    }

    /// No tenant, no settings, no listening.
    private func nothingStaysOnTheConnections() throws {
        let settings = pooled
        let seen = try concurrently(Self.poolSize * 2) { _ in
            let row = try Database(settings).query(
                """
                select
                    pg_backend_pid(),
                    concat(
                        current_setting('vexar.profile_id', true), current_setting('vexar.viewing_operator_id', true),
                        current_setting('vexar.actor_type', true)
                    ),
                    (select count(*) from pg_listening_channels()), pg_sleep(0.3)
                """)[0]
            return (try row.int32(0), try row.string(1), try row.int64(2))
        }
        #expect(Set(seen.map { $0.0 }).count == Self.poolSize)
        #expect(seen.allSatisfy { $0.1.isEmpty && $0.2 == 0 })
    }

    /// Of fifty who want the same time, through both hosts, one gets it and the others are told so.
    @Test func fiftyRacersForOneSlot() throws {
        let tenant = try Tenant(in: stacks[0])
        let clients = stacks.map { $0.client(tenant.key) }
        for day in 10..<20 {
            let answers = try concurrently(50) { number in
                try clients[number % 2].send("POST", Tenant.bookings, Tenant.body(on: "2031-05-\(day)"))
            }
            #expect(answers.filter { $0.status == 201 }.count == 1)
            #expect(answers.filter { $0.status == 409 && $0.code == "slot_taken" }.count == 49)
        }
    }

    /// The role's limits reach through the proxy: for a statement, for a lock, and so for a request whose profile is
    /// held by somebody else, while another owner is served.
    @Test func theRolesTimeouts() throws {
        let database = Database(pooled)
        let limits = try database.query(
            """
            select
                current_setting('statement_timeout'), current_setting('lock_timeout'),
                current_setting('idle_in_transaction_session_timeout')
            """)[0]
        #expect(try (0..<3).map { try limits.string($0) } == ["10s", "5s", "30s"])
        let slow = #expect(throws: PostgresError.self) { _ = try database.query("select pg_sleep(14)") }
        #expect(slow?.server?.sqlState == .queryCanceled)
        let (held, other) = (try Tenant(in: stacks[0]), try Tenant(in: stacks[0]))
        let (waiting, served) = (stacks[0].client(held.key), stacks[0].client(other.key))
        _ = try stacks[0].database.transaction(.readWrite) { transaction in
            _ = try transaction.query("select vexar.lock_clock(\(held.profileID))")
            let refused = Pending { try waiting.send("POST", Tenant.bookings, Tenant.body()) }
            #expect(try served.send("POST", Tenant.bookings, Tenant.body()).status == 201)
            #expect(try refused.value().status == 503)
            return try transaction.finish()
        }
        #expect(try waiting.send("POST", Tenant.bookings, Tenant.body()).status == 201)
    }

    /// A way to the database like the service's.
    private var pooled: ConnectionSettings {
        var settings = ConnectionSettings(proxy.url(role: "vexar_app"))
        settings.prepared = false
        return settings
    }
}
