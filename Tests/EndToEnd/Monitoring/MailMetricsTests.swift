import Foundation
import HTTP
import Postgres
import TestSupport
import Testing

/// What the notifier tells Prometheus, through the real binary.
@Suite struct MailMetricsTests {
    private let path = Scrape.makePath()
    private let stack: Stack
    private let tenant: Tenant

    init() throws {
        // Of its own: the notifier counts whatever is queued in its database.
        stack = try Stack(cluster: Cluster())
        tenant = try Tenant(in: stack)
    }

    private func book(_ name: String, on day: Int) throws {
        let body = """
            {"booking_date": "2031-05-\(day)", "start_time": "10:00", "visitor_name": "\(name)",
            "visitor_email": "\(name)@example.test"}
            """
        #expect(try stack.client(tenant.key).send("POST", Tenant.bookings, body).status == 201)
    }

    private func mails(_ result: String) -> String {
        #"vexar_mails_total{result="\#(result)"}"#
    }

    @Test func mailsByWhatCameOfThem() throws {
        let server = try ScriptedServer([.rcpt: .say("550 no such user")], [.answer: .say("451 try later")], [:])
        try book("gone", on: 10)
        let notifier = try NotifierProcess(
            stack, port: server.port, environment: ["VEXAR_METRICS": path, "VEXAR_NOTIFY_THREADS": "1"])
        try eventually("a refusal in \(notifier.output)") { (try? Scrape(path)(mails("failed"))) == 1 }
        let first = try Scrape(path)
        #expect(try first(mails("sent")) == 0)
        #expect(try first("vexar_mail_seconds_count") == 1)
        #expect(first.sum(#"vexar_build_info{version="0."#) == 1)
        try eventually("the refusal to be settled") { try Scrape(path)("vexar_outbox_failed") == 1 }
        for (number, name) in ["later", "there"].enumerated() {
            try book(name, on: 11 + number)
            try eventually("the message to \(name) tried") {
                try Scrape(path)("vexar_mail_seconds_count") == Double(number + 2)
            }
        }
        try eventually("both to be settled") {
            let scrape = try Scrape(path)
            return try scrape("vexar_outbox_sending") == 0 && scrape.sum("vexar_mails_total") == 3
        }
        let last = try Scrape(path)
        #expect(try last(mails("failed")) == 1)
        #expect(try last(mails("deferred")) + last(mails("sent")) == 2)
        #expect(try last("vexar_outbox_queued") == last(mails("deferred")))
        #expect(try last("vexar_outbox_oldest_seconds") == 0, "what waits is not due yet")
        #expect(!last.text.contains("example.test"))
    }

    @Test func anOutboxThatNobodyCanReadIsNotShownAsEmpty() throws {
        let cluster = try Cluster()
        let stack = try Stack(cluster: cluster)
        let server = try MailServer()
        let notifier = try NotifierProcess(stack, port: server.port, environment: ["VEXAR_METRICS": path])
        try eventually("metrics of \(notifier.output)") { (try? Scrape(path)("vexar_outbox_queued")) == 0 }
        cluster.stop()
        let scrape = try Scrape(path)
        #expect(scrape.samples["vexar_outbox_queued"] == nil)
        #expect(scrape.samples["vexar_outbox_oldest_seconds"] == nil)
        #expect(try scrape("process_open_fds") > 3)
        notifier.process.signal(SIGTERM)
        #expect(notifier.process.wait() == 0)
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
