import Foundation
import HTTP
import Postgres
import TestSupport
import Testing

/// Mail servers that refuse, hang and vanish, and notifiers that are told to leave.
@Suite struct TroubleTests {
    private let stack: Stack
    private let tenant: Tenant

    init() throws {
        stack = try Stack(cluster: Cluster())
        tenant = try Tenant(in: stack)
    }

    /// Queues a confirmation for each name.
    private func queue(_ names: String...) throws -> [Int64] {
        try names.enumerated().map { number, name in
            let body = """
                {"booking_date": "2031-05-\(number + 10)", "start_time": "10:00", "visitor_name": "\(name)",
                "visitor_email": "\(name)@example.test", "allow_double_booking": true}
                """
            return try #require(
                stack.client(tenant.key).send("POST", Tenant.bookings, body).json()["booking"]?["id"]?.integer)
        }
    }

    /// State, attempts and last error of a booking's only message.
    private func state(_ booking: Int64) throws -> (state: String, attempts: Int64, error: String?) {
        let row = try stack.database.query(
            "select state, attempts, last_error from vexar.notifications where booking_id = \(booking)")[0]
        return (try row.string(0), try row.int64(1), try row.stringIfPresent(2))
    }

    private func makeDue() throws {
        _ = try stack.database.pipeline([
            "update vexar.notifications set next_attempt_at = now() where state = 'queued'",
            "select pg_notify('vexar_outbox', '')",
        ])
    }

    @Test func aRefusalGivesUpOnThatMessageOnly() throws {
        let server = try ScriptedServer([.rcpt: .say("550 no such user")], [:])
        let ids = try queue("gone")
        let notifier = try NotifierProcess(stack, port: server.port, environment: ["VEXAR_NOTIFY_THREADS": "1"])
        try eventually("the refusal") { try state(ids[0]).state == "failed" }
        let more = try queue("gone", "there").dropFirst()
        try eventually("the other message") { try state(more[1]).state == "sent" }
        let failed = try state(ids[0])
        #expect(failed.attempts == 1 && failed.error == "550 no such user")
        #expect(notifier.process.isRunning)
    }

    private static let passing: [ScriptedServer.Script] = [
        [.answer: .say("451 try later")], [.rcpt: .say("450 greylisted")], [.mail: .say("550 not from you")],
        [.greeting: .say("554 no service")], [.body: .close], [.data: .close],
    ]

    @Test(arguments: passing)
    func whatMayPassIsTriedAgain(_ script: ScriptedServer.Script) throws {
        let server = try ScriptedServer(script, [:])
        let ids = try queue("jane")
        let notifier = try NotifierProcess(stack, port: server.port)
        try eventually("the first attempt") { try state(ids[0]).error != nil }
        #expect(try state(ids[0]).state == "queued")
        try makeDue()
        try eventually("the second") { try state(ids[0]).state == "sent" }
        #expect(try state(ids[0]).attempts == 2)
        #expect(try state(ids[0]).error == nil)
        #expect(server.count("message") == (script.keys.contains(.answer) ? 2 : 1))
        #expect(notifier.process.isRunning)
    }

    /// The one case in which a message can arrive twice: the server took it, and its answer was lost.
    @Test func aLostAnswerIsNamed() throws {
        let server = try ScriptedServer([.answer: .close], [:])
        let ids = try queue("jane")
        let notifier = try NotifierProcess(stack, port: server.port)
        try eventually("the first attempt") { try state(ids[0]).error?.contains("may have arrived") == true }
        try makeDue()
        try eventually("the second") { try state(ids[0]).state == "sent" }
        #expect(server.count("message") == 2)
        #expect(notifier.process.isRunning)
    }

    @Test func aServerThatIsAway() throws {
        let port = try FreePort.find()
        let ids = try queue("jane", "john")
        let notifier = try NotifierProcess(stack, port: Int(port))
        for id in ids {
            try eventually("an attempt") { try state(id).error?.hasPrefix("connect: ") == true }
        }
        let server = try MailServer("--port", "\(port)")
        try eventually("the messages, once it is back") {
            try makeDue()
            return try ids.allSatisfy { try state($0).state == "sent" }
        }
        #expect(Set(server.all("message").compactMap { $0.recipients?.first }).count == 2)
        #expect(server.all("message").count == 2)
        #expect(notifier.process.isRunning)
    }

    /// The server has the message, and the database is gone: it is settled as soon as that is back, and not sent again.
    @Test func aDatabaseThatIsAwayWhenAMessageIsSettled() throws {
        let cluster = try Cluster()
        let stack = try Stack(cluster: cluster)
        let tenant = try Tenant(in: stack)
        let stop: @Sendable () -> Void = { [pid = try cluster.pid()] in kill(pid, SIGINT) }
        let server = try ScriptedServer([.answer: .call(stop)], [:])
        let notifier = try NotifierProcess(stack, port: server.port)
        let body = Tenant.body().replacing("}", with: #", "visitor_email": "jane@example.test"}"#)
        #expect(try stack.client(tenant.key).send("POST", Tenant.bookings, body).status == 201)
        try server.wait(for: "message")
        cluster.stop()
        usleep(300_000)
        try cluster.start()
        try eventually("the settlement") {
            try stack.database.query(
                "select from vexar.notifications where state = 'sent' and attempts = 1"
            ).count == 1
        }
        #expect(server.count("message") == 1)
        #expect(notifier.process.isRunning)
    }

    /// A row that no message can be made of does not stop the others, nor is it tried for ever.
    @Test func aMessageThatCannotBeMade() throws {
        let server = try ScriptedServer([:])
        let ids = try queue("broken", "fine")
        _ = try stack.database.transaction(.readWrite) { transaction in
            try transaction.pipeline([
                "set local session_replication_role = replica",
                "alter table vexar.bookings drop constraint bookings_currency_check",
                "update vexar.bookings set currency = '??' where id = \(ids[0])",
            ])
        }
        let notifier = try NotifierProcess(stack, port: server.port)
        try eventually("the other") { try state(ids[1]).state == "sent" }
        try eventually("the attempt") { try state(ids[0]).error?.contains("could not be made") == true }
        #expect(try state(ids[0]).state == "queued")
        #expect(notifier.process.isRunning)
    }

    /// One owner's recipients whose server hangs keep nobody else's message waiting.
    @Test func slowRecipientsOfOneOwner() throws {
        let server = try ScriptedServer([.rcpt: .hang], [.rcpt: .hang], [.rcpt: .hang], [:])
        let ids = try queue("a", "b", "c", "d", "e", "f")
        let notifier = try NotifierProcess(stack, port: server.port)
        try server.wait(for: "hanging", times: 3)
        let other = try Tenant(in: stack)
        let body = Tenant.body().replacing("}", with: #", "visitor_email": "jane@example.test"}"#)
        let made = try stack.client(other.key).send("POST", Tenant.bookings, body)
        let id = try #require(made.json()["booking"]?["id"]?.integer)
        try eventually("the other owner's message") { try state(id).state == "sent" }
        #expect(try ids.count { try state($0).state == "sending" } == 3)
        server.goOn()
        #expect(notifier.process.isRunning)
    }

    /// In the middle of a message: it is handed back, and no attempt is counted.
    @Test func sigtermHandsBackWhatItHolds() throws {
        let server = try ScriptedServer([.data: .hang], [:])
        let ids = try queue("jane", "john", "joan")
        let first = try NotifierProcess(stack, port: server.port)
        try server.wait(for: "hanging")
        first.process.signal(SIGTERM)
        #expect(first.process.wait() == 0)
        for id in ids where try state(id).state != "sent" {
            let left = try state(id)
            #expect(left.state == "queued" && left.attempts == 0 && left.error == nil)
        }
        let second = try NotifierProcess(stack, port: server.port)
        for id in ids { try eventually("the rest") { try state(id).state == "sent" } }
        for id in ids { #expect(try state(id).attempts == 1) }
        #expect(server.count("message") == 3)
        #expect(second.process.isRunning)
    }

    /// Whose notifier was killed is taken over when its lease has ended, which the test brings forward.
    @Test func aKilledNotifiersMessagesAreTakenOver() throws {
        let server = try ScriptedServer([.rcpt: .hang], [:])
        let ids = try queue("jane")
        let first = try NotifierProcess(stack, port: server.port)
        try server.wait(for: "hanging")
        first.process.signal(SIGKILL)
        _ = first.process.wait()
        #expect(try state(ids[0]).state == "sending")
        let second = try NotifierProcess(stack, port: server.port)
        _ = try stack.database.pipeline([
            """
            update vexar.notifications
            set locked_until = now() - interval '1 second', next_attempt_at = now() - interval '1 second'
            """,
            "select pg_notify('vexar_outbox', '')",
        ])
        try eventually("the takeover") { try state(ids[0]).state == "sent" }
        #expect(try state(ids[0]).attempts == 2)
        #expect(second.process.isRunning)
    }

    @Test func mistakesInTheSettingsAreNamedAllAtOnce() throws {
        let log = "\(stack.directory)/refused.log"
        let process = try RunningProcess(
            stack.binary, ["notify"],
            environment: stack.environment.merging([
                "VEXAR_SMTP_URL": "http://mail", "VEXAR_MAIL_FROM": "nobody", "VEXAR_REVIEW_URL": "https://salon.test/",
                "VEXAR_TEMPLATES": "/nowhere.invalid", "VEXAR_NOTIFY_THREADS": "0",
            ]) { $1 }, log: log)
        #expect(process.wait() == 78)
        let output = try String(contentsOfFile: log, encoding: .utf8)
        for name in ["SMTP_URL", "MAIL_FROM", "REVIEW_URL", "TEMPLATES", "NOTIFY_THREADS"] {
            #expect(output.contains("VEXAR_\(name) "), "\(name)")
        }
    }
}
