import Foundation
import HTTP
import Postgres
import TestSupport
import Testing

/// From a change through nginx to a message on a real mail server.
@Suite struct DeliveryTests {
    private let stack: Stack
    private let tenant: Tenant
    private let client: HTTPClient
    private let server: MailServer

    init() throws {
        // Of its own: the notifier sends whatever is queued in its database.
        stack = try Stack(cluster: Cluster())
        tenant = try Tenant(in: stack)
        client = stack.client(tenant.key)
        server = try MailServer()
    }

    private func book(_ more: String = "", on date: String = "2031-05-06") throws -> Int64 {
        let body = """
            {"booking_date": "\(date)", "start_time": "10:00", "duration_minutes": 60, "visitor_name": "Jane",
            "visitor_email": "jane@example.test"\(more)}
            """
        let answer = try client.send("POST", Tenant.bookings, body)
        return try #require(answer.json()["booking"]?["id"]?.integer, "\(answer.status)")
    }

    private func change(_ id: Int64, to status: String, _ more: String = "") throws {
        let answer = try client.send("PUT", "\(Tenant.bookings)/\(id)/status", #"{"status": "\#(status)"\#(more)}"#)
        #expect(answer.status == 200)
    }

    private func move(_ id: Int64, to date: String, _ more: String = "") throws {
        let answer = try client.send(
            "PUT", "\(Tenant.bookings)/\(id)/reschedule",
            #"{"booking_date": "\#(date)", "start_time": "11:30"\#(more)}"#)
        #expect(answer.status == 200)
    }

    private func mails(_ count: Int) throws -> [ReceivedMail] {
        try server.wait(for: "message", times: count).map(ReceivedMail.init)
    }

    private func messages(_ id: Int64) throws -> [String] {
        let list = try client.send("GET", "\(Tenant.bookings)/\(id)/notifications").json()["notifications"]?.array
        return (list ?? []).map { "\($0["kind"]?.string ?? "?") \($0["state"]?.string ?? "?")" }
    }

    private func settled(_ id: Int64) throws {
        try eventually("the messages of \(id) to be settled") {
            try messages(id).allSatisfy { !$0.hasSuffix("queued") && !$0.hasSuffix("sending") }
        }
    }

    @Test func everyChangeTellsWhatItShouldAndNothingElse() throws {
        let notifier = try NotifierProcess(stack, port: server.port)
        let id = try book(#", "price": 5000, "currency": "usd""#)
        let confirmed = try #require(try mails(1).last)
        #expect(confirmed.recipient == "jane@example.test")
        #expect(confirmed.field("From") == "\"End to End\" <bookings@salon.test>")
        #expect(confirmed.field("Auto-Submitted") == "auto-generated")
        #expect(confirmed.text.contains("10:00") && confirmed.text.contains("Europe/Kyiv"))
        #expect(confirmed.text.contains("METHOD:REQUEST") && confirmed.text.contains("DTSTART:20310506T070000Z"))
        try settled(id)
        try move(id, to: "2031-05-07")
        let moved = try #require(try mails(2).last)
        #expect(moved.text.contains("11:30") && moved.text.contains("10:00") && moved.text.contains("METHOD:REQUEST"))
        try settled(id)
        try move(id, to: "2031-05-08", #", "send_notification": false"#)
        try change(id, to: "cancelled", #", "reason": "The water is off""#)
        let cancelled = try #require(try mails(3).last)
        #expect(cancelled.text.contains("The water is off") && cancelled.text.contains("METHOD:CANCEL"))
        try settled(id)
        try change(id, to: "pending")
        try change(id, to: "confirmed")
        _ = try mails(4)
        try settled(id)
        try change(id, to: "completed")
        let review = try #require(try mails(5).last)
        let link = try #require(review.text.firstMatch(of: /https:\/\/salon\.test\/review\/([0-9a-f]{32})/))
        #expect(!review.text.contains("BEGIN:VCALENDAR"))
        try settled(id)
        try change(id, to: "confirmed")
        try change(id, to: "completed")
        #expect(
            try messages(id) == [
                "confirmed sent", "rescheduled sent", "cancelled sent", "confirmed sent", "review_request sent",
            ])
        // The token is known by its hash, and leads to this booking.
        let found = try stack.database.query(
            """
            select booking_id from vexar.review_tokens
            where token_hash = sha256(convert_to(\(String(link.1)), 'UTF8')) and profile_id = \(tenant.profileID)
            """)
        #expect(try found[0].int64(0) == id)
        #expect(server.all("message").count == 5)
        let uids = Set(try mails(5).compactMap { $0.text.firstMatch(of: /UID:(\S+)/).map { String($0.1) } })
        #expect(uids.count == 1)
        #expect(Set(try mails(5).map { $0.field("Message-ID") }).count == 5)
        #expect(!notifier.output.contains("jane@"), "the log has no addresses")
    }

    @Test func whatIsNoLongerTrueIsNotSent() throws {
        let id = try book()
        try change(id, to: "cancelled")
        let other = try book(on: "2031-05-10")
        try move(other, to: "2031-05-11")
        try move(other, to: "2031-05-12")
        // Behind the service's back.
        let third = try book(on: "2031-05-20")
        _ = try stack.database.query(
            "update vexar.bookings set status = 'cancelled' where profile_id = \(tenant.profileID) and id = \(third)")
        _ = try NotifierProcess.keep {
            try NotifierProcess(stack, port: server.port)
        } during: {
            for id in [id, other, third] { try settled(id) }
        }
        #expect(try messages(id) == ["confirmed cancelled", "cancelled sent"])
        #expect(try messages(other) == ["confirmed sent", "rescheduled cancelled", "rescheduled sent"])
        #expect(try messages(third) == ["confirmed cancelled"])
        let all = try mails(3)
        #expect(server.all("message").count == 3)
        let confirmation = try #require(
            all.first { $0.text.contains("20310512T083000Z") && !$0.text.contains("10:00") })
        #expect(confirmation.text.contains("METHOD:REQUEST"), "a confirmation has the times of the moment it leaves")
        #expect(all.contains { $0.text.contains("11:30") && $0.text.contains("12 May") })
    }

    /// The time before is the one that the visitor was told last, whatever happened in between.
    @Test func whatItWasBeforeItMoved() throws {
        let notifier = try NotifierProcess(stack, port: server.port)
        let id = try book()
        try settled(id)
        try move(id, to: "2031-05-07", #", "send_notification": false"#)
        try move(id, to: "2031-05-08")
        try settled(id)
        let moved = try #require(try mails(2).last)
        #expect(moved.text.contains("6 May 2031, 10:00–11:00") && !moved.text.contains("7 May 2031"))
        // Away and back again: nothing has moved, as far as the visitor knows.
        try move(id, to: "2031-05-09", #", "send_notification": false"#)
        try move(id, to: "2031-05-08")
        try settled(id)
        let same = try #require(try mails(3).last)
        #expect(same.text.contains("8 May 2031, 11:30–12:30") && !same.text.contains("10:00"))
        // Only longer.
        try move(id, to: "2031-05-08", #", "duration_minutes": 90"#)
        try settled(id)
        let longer = try #require(try mails(4).last)
        #expect(longer.text.contains("11:30–13:00") && longer.text.contains("11:30–12:30"))
        #expect(notifier.process.isRunning)
    }

    /// One message of a booking at a time: the last word that arrives is the last that was said.
    @Test func noMessageOvertakesAnEarlierOne() throws {
        let slow = try ScriptedServer([.data: .hang], [:])
        let notifier = try NotifierProcess(stack, port: slow.port, environment: ["VEXAR_NOTIFY_LEASE": "10"])
        let id = try book()
        try slow.wait(for: "hanging")
        try change(id, to: "cancelled")
        let other = try book(on: "2031-06-01")
        try eventually("another booking's message") { try messages(other) == ["confirmed sent"] }
        #expect(try messages(id) == ["confirmed sending", "cancelled queued"])
        // After five seconds the first is put off, found untrue when its turn comes, and the second goes.
        try eventually("the cancellation") { try messages(id).last == "cancelled sent" }
        _ = try stack.database.query("update vexar.notifications set next_attempt_at = now() where state = 'queued'")
        try settled(id)
        #expect(try messages(id) == ["confirmed cancelled", "cancelled sent"])
        #expect(notifier.process.isRunning)
    }

    @Test func aResendByNotify() throws {
        let id = try book(#", "send_notification": false"#)
        let notifier = try NotifierProcess(stack, port: server.port)
        for _ in 1...2 {
            #expect(try client.send("POST", "\(Tenant.bookings)/\(id)/notify").status == 200)
            try settled(id)
        }
        #expect(try messages(id) == ["rescheduled sent", "rescheduled sent"])
        #expect(try mails(2).allSatisfy { $0.text.contains("10:00") })
        #expect(notifier.process.isRunning)
    }

    @Test func stayAndReplyTo() throws {
        _ = try stack.database.pipeline([
            "update vexar.profiles set language = 'uk', email = 'owner@salon.test' where id = \(tenant.profileID)",
            """
            insert into vexar.products (profile_id, key, kind, name, price)
            values (\(tenant.profileID), 'room', 'rental', 'Кімната', 90000)
            """,
        ])
        let room = try stack.database.query(
            "select id from vexar.products where profile_id = \(tenant.profileID)")[0].int64(0)
        let body = """
            {"product_id": \(room), "booking_date": "2031-05-06", "checkout_date": "2031-05-09", "visitor_name": "Оля",
            "visitor_email": "olya@example.test"}
            """
        #expect(try client.send("POST", Tenant.bookings, body).status == 201)
        let notifier = try NotifierProcess(stack, port: server.port)
        let mail = try #require(try mails(1).last)
        #expect(mail.field("Reply-To")?.contains("owner@salon.test") == true)
        #expect(mail.text.contains("Кімната") && mail.text.contains("DTSTART;VALUE=DATE:20310506"))
        #expect(mail.text.contains("DTEND;VALUE=DATE:20310509"))
        #expect(notifier.process.isRunning)
    }
}

extension NotifierProcess {
    /// Keeps a notifier running while something happens.
    static func keep<Value>(_ make: () throws -> NotifierProcess, during body: () throws -> Value) throws -> Value {
        let notifier = try make()
        return try withExtendedLifetime(notifier) { try body() }
    }
}
