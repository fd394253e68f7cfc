import Foundation
import HTTP
import Postgres
import TestSupport
import Testing

/// Many messages, many notifiers, and how long one takes.
@Suite(.enabled(if: runsProofs), .serialized) struct MessageProofs {
    private let stack: Stack
    private let server: MailServer

    init() throws {
        stack = try Stack(cluster: Cluster())
        server = try MailServer()
    }

    /// Queues a confirmation each for so many bookings of a profile.
    private func queue(_ count: Int, for tenant: Tenant, in other: Stack? = nil) throws {
        _ = try (other ?? stack).database.transaction(.readWrite) { transaction in
            _ = try transaction.query("select set_config('vexar.profile_id', \(tenant.profileID)::text, true)")
            return try transaction.query(
                """
                with b as (
                    insert into vexar.bookings (
                        profile_id, kind, booking_date, start_time, duration_minutes, status, visitor_name,
                        visitor_email, currency
                    )
                    select
                        \(tenant.profileID)::bigint, 'service', date '2030-04-10' + n / 96,
                        time '00:00' + n % 96 * interval '15 minutes', 15, 'confirmed', 'Jane ' || n,
                        'jane' || n || '@example.test', 'usd'
                    from generate_series(0, \(count - 1)::integer) as n
                    returning *
                )
                insert into vexar.notifications (profile_id, booking_id, booking_version, kind, cause, recipient)
                select b.profile_id, b.id, b.version, 'confirmed', 'change', b.visitor_email
                from b
                """)
        }
    }

    private func unsettled(in other: Stack? = nil) throws -> Int64 {
        try (other ?? stack).database.query("select count(*) from vexar.notifications where state <> 'sent'")[0].int64(
            0)
    }

    /// Three notifiers, one of which is killed and started anew again and again, over 1 000 messages: each arrives.
    /// Twice only where one was killed between the server's taking it and its settling, of which the count tells.
    @Test func notifiersThatAreKilled() throws {
        let tenant = try Tenant(in: stack)
        try queue(1_000, for: tenant)
        // What a killed one held is taken over after ten seconds.
        let start = { try NotifierProcess(stack, port: server.port, environment: ["VEXAR_NOTIFY_LEASE": "10"]) }
        var notifiers = try (0..<3).map { _ in try start() }
        var kills = 0
        while try unsettled() > 0 {
            usleep(.random(in: 200_000..<800_000))
            let victim = notifiers.remove(at: 0)
            victim.process.signal(SIGKILL)
            _ = victim.process.wait()
            kills += 1
            notifiers.append(try start())
            #expect(kills < 600)
        }
        let recipients = try server.wait(for: "message", times: 1_000).compactMap { $0.recipients?.first }
        let doubles = recipients.count - Set(recipients).count
        print("1 000 messages, \(kills) notifiers killed: \(Set(recipients).count) arrived, \(doubles) of them twice")
        #expect(Set(recipients).count == 1_000)
        // Twice only what a killed notifier held: each such message was claimed anew.
        let twice = Set(Dictionary(grouping: recipients) { $0 }.filter { $0.value.count > 1 }.keys)
        let claimedAnew = try stack.database.query("select recipient from vexar.notifications where attempts > 1")
            .map { try $0.string(0) }
        #expect(twice.isSubset(of: claimedAnew))
    }

    /// PostgreSQL restarts again and again while messages leave: each arrives once.
    @Test func aDatabaseThatRestarts() throws {
        let cluster = try Cluster()
        let stack = try Stack(cluster: cluster)
        let tenant = try Tenant(in: stack)
        try queue(500, for: tenant, in: stack)
        let notifiers = try (0..<2).map { _ in try NotifierProcess(stack, port: server.port) }
        for restart in 0..<4 {
            usleep(300_000)
            cluster.stop(restart.isMultiple(of: 2) ? SIGINT : SIGQUIT)
            try cluster.start()
        }
        try eventually("all to be sent") { try unsettled(in: stack) == 0 }
        let recipients = server.all("message").compactMap { $0.recipients?.first }
        print("500 messages over 4 restarts of PostgreSQL: \(recipients.count) arrived")
        #expect(recipients.count == 500 && Set(recipients).count == 500)
        #expect(notifiers.allSatisfy { $0.process.isRunning })
    }

    /// One owner's 10 000 do not keep another's one waiting.
    @Test func oneAmongTenThousand() throws {
        let (many, one) = (try Tenant(in: stack), try Tenant(in: stack))
        try queue(10_000, for: many)
        let notifier = try NotifierProcess(stack, port: server.port)
        _ = try server.wait(for: "message", times: 50)
        let body = """
            {"booking_date": "2031-05-06", "start_time": "10:00", "visitor_name": "One", "visitor_email": "one@example.test"}
            """
        let answer = try stack.client(one.key).send("POST", Tenant.bookings, body)
        let begin = ContinuousClock.now
        #expect(answer.status == 201)
        try eventually("the one") { server.all("message").contains { $0.recipients == ["one@example.test"] } }
        let delay = ContinuousClock.now - begin
        print("one message beside 10 000 of another owner: \(delay); \(try unsettled()) of those still waited")
        #expect(delay < .seconds(2))
        #expect(try unsettled() > 0)
        #expect(notifier.process.isRunning)
    }

    @Test func fromTheCommitToTheMailServer() throws {
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let notifier = try NotifierProcess(stack, port: server.port)
        let delays = try (1...100).map { number in
            usleep(30_000)
            let body = """
                {"booking_date": "2031-01-10", "start_time": "10:00", "visitor_name": "Jane",
                "visitor_email": "jane\(number)@example.test", "allow_double_booking": true}
                """
            let answer = try client.send("POST", Tenant.bookings, body)
            let begin = ContinuousClock.now
            #expect(answer.status == 201)
            while server.all("message").count < number { usleep(500) }
            return ContinuousClock.now - begin
        }.sorted()
        print("commit to SMTP acceptance: median \(delays[50]), p99 \(delays[98])")
        #expect(delays[50] < .milliseconds(100))
        #expect(notifier.process.isRunning)
    }
}
