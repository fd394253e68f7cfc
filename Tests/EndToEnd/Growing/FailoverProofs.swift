import Foundation
import HTTP
import Postgres
import TestSupport
import Testing

/// A primary that dies under load, and its standby in its place: the service is back by itself, nothing that it has
/// acknowledged is lost, and no poll goes back.
@Suite(.enabled(if: runsProofs), .serialized) struct FailoverProofs {
    private static let patience = Duration.seconds(5)

    /// SIGKILL ends the server where it stands; SIGQUIT is an immediate shutdown, which still tells its clients.
    @Test(arguments: [SIGKILL, SIGQUIT]) func thePrimaryDiesUnderLoad(_ signal: Int32) throws {
        let hosts = try PrimaryAndStandby()
        let url = hosts.url(role: "vexar_app")
        let stacks = try (0..<2).map { _ in
            try Stack(cluster: hosts.primary, environment: ["VEXAR_DATABASE_URL": url])
        }
        let server = try MailServer()
        let notifier = try NotifierProcess(stacks[0], port: server.port)
        let tenants = try (0..<4).map { _ in try Tenant(in: stacks[0]) }
        let probe = try Tenant(in: stacks[0])
        let load = FailoverLoad(stacks.map { $0.client() }, tenants, hosts.url(role: "postgres"))
        load.start()
        usleep(3_000_000)
        hosts.primary.stop(signal)
        usleep(1_000_000)
        let before = load.acknowledged.count
        let promoted = ContinuousClock.now
        try hosts.standby.promote()
        let took = ContinuousClock.now - promoted
        let back = try concurrently(stacks.count * 2) { [clients = stacks.map { $0.client(probe.key) }] number in
            try Self.firstAnswer(of: clients[number / 2], number)
            return ContinuousClock.now - promoted
        }
        usleep(4_000_000)
        let refused = load.lastRefusal.map { $0 - promoted } ?? .zero
        try load.stop()
        print(
            """
            failover (signal \(signal)): promotion took \(took); first read and write of each host after \(back); last \
            refusal \(refused) after the promotion; \(before) bookings acknowledged before, \(load.acknowledged.count) in \
            all, \(load.repeated) of them by a repeated request; \(load.ledger.polls) polls; refused with \(load.refusals)
            """)
        #expect(before > 50 && load.acknowledged.count > before)
        #expect(back.allSatisfy { $0 < Self.patience } && refused < Self.patience)
        #expect(Set(load.refusals.keys) == [503])
        load.ledger.check(within: .seconds(2))
        let database = Database(ConnectionSettings(hosts.standby.url(role: "postgres")))
        try nothingIsLost(load, tenants, in: database)
        try listenersHaveFollowed(stacks, probe, in: database)
        try everyVisitorHears(load, tenants[0], server, database)
        #expect(notifier.process.isRunning && stacks.allSatisfy { $0.worker.isRunning })
    }

    /// Even numbers read, odd ones write.
    private static func firstAnswer(of client: HTTPClient, _ number: Int) throws {
        try eventually("an answer after the promotion") {
            number.isMultiple(of: 2)
                ? (try? client.send("GET", "\(Tenant.bookings)?limit=1").status) == 200
                : (try? client.send("POST", Tenant.bookings, Slot(number).body("Probe")).status) == 201
        }
    }

    /// Each acknowledged booking is there, and what was asked for twice only once.
    private func nothingIsLost(_ load: FailoverLoad, _ tenants: [Tenant], in database: Database) throws {
        for tenant in tenants {
            let rows = try database.query(
                "select id, visitor_name from vexar.bookings where profile_id = \(tenant.profileID)")
            let there = Set(try rows.map { try $0.int64(0) })
            let acknowledged = load.acknowledged.filter { $0.profile == tenant.profileID }
            #expect(there == Set(acknowledged.map(\.id)))
            #expect(acknowledged.count == there.count)
        }
    }

    /// Every host hears of what is changed on the new primary, on a connection to it.
    private func listenersHaveFollowed(_ stacks: [Stack], _ tenant: Tenant, in database: Database) throws {
        let clients = stacks.map { $0.client(tenant.key) }
        for number in 0..<10 {
            let before = try clients.map { try $0.ts() }
            let name = "after \(number)"
            _ = try database.query("update vexar.profiles set display_name = \(name) where id = \(tenant.profileID)")
            let begin = ContinuousClock.now
            for (client, before) in zip(clients, before) {
                try eventually("a change in the poll") { try client.ts() > before }
            }
            #expect(ContinuousClock.now - begin < .seconds(1))
        }
        for stack in stacks {
            let listening = try database.query(
                """
                select count(*) from pg_stat_activity
                where application_name = \(stack.applicationName) and query like '%access_moved%'
                """)
            #expect(try listening[0].int64(0) == 1)
        }
    }

    /// The messages of one profile went on: each arrives, and only what was being sent at the failure may come twice.
    private func everyVisitorHears(
        _ load: FailoverLoad, _ tenant: Tenant, _ server: MailServer, _ database: Database
    ) throws {
        try eventually("all messages to be sent") {
            try database.query("select count(*) from vexar.notifications where state <> 'sent'")[0].int64(0) == 0
        }
        let recipients = server.all("message").compactMap { $0.recipients?.first }
        print("\(recipients.count) messages arrived, \(recipients.count - Set(recipients).count) of them again")
        let expected = load.acknowledged.filter { $0.profile == tenant.profileID }.count
        #expect(expected > 0 && Set(recipients).count == expected)
    }
}
