import HTTP
import Postgres
import Testing

@testable import Bookings

/// `POST /bookings/{id}/notify` queues the reschedule message once, up to five times an hour.
@Suite struct NotifyTests {
    private let profile: TestProfile
    private let api: TestAPI
    private let id: Int64

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
        id = try api.book(
            .appointment().with(["visitor_email": "jane@example.com", "status": "pending"]))
    }

    /// Marks all that waits as sent, so many minutes ago.
    private func deliver(minutesAgo: Int = 0) throws {
        try profile.sql(
            """
            update vexar.notifications
            set
                state = 'sent', sent_at = now(),
                created_at = now() - make_interval(mins => \(minutesAgo)::integer)
            where profile_id = \(profile.id) and state = 'queued'
            """)
    }

    @Test func queuesTheRescheduleMessage() throws {
        let (before, ts) = (try api.booking(id), try api.poll())
        let answer = try api.notify(id)
        #expect(answer.status == 200 && answer.text == #"{"success":true}"#)
        let message = try #require(api.get("\(id)/notifications")["notifications"]?.array?.first)
        #expect(message["kind"]?.string == "rescheduled" && message["state"]?.string == "queued")
        #expect(message["recipient"]?.string == "jane@example.com")
        #expect(try api.booking(id) == before && api.history(id).count == 1)
        // The grid does not show messages, so nothing that a client watches has changed.
        #expect(try api.poll() == ts)
    }

    @Test(arguments: [nil, "", "{}", #"{"anything": [1, {"x": null}], "send_notification": false}"#] as [String?])
    func needsNoBody(_ body: String?) throws {
        #expect(try api.post("\(id)/notify", body).status == 200)
        #expect(try api.messages(id) == ["rescheduled queued"])
    }

    @Test func oneThatWaitsIsNotQueuedTwice() throws {
        for _ in 1...10 { #expect(try api.notify(id).status == 200) }
        #expect(try api.messages(id) == ["rescheduled queued"])
    }

    /// Also one that a reschedule has queued, and one that is just being sent.
    @Test func whateverHasQueuedIt() throws {
        _ = try api.move(id, ["booking_date": "2030-05-07", "start_time": "10:00"])
        #expect(try api.notify(id).status == 200)
        #expect(try api.messages(id) == ["rescheduled queued"])
        try profile.sql(
            """
            update vexar.notifications set state = 'sending', locked_until = now() + interval '1 minute'
            where profile_id = \(profile.id)
            """)
        // What is on its way may have left with other times: it does not wait any more.
        #expect(try api.notify(id).status == 200)
        #expect(try api.messages(id) == ["rescheduled sending", "rescheduled queued"])
    }

    /// Another kind of message is not the one that was asked for.
    @Test func aConfirmationThatWaitsIsAnother() throws {
        _ = try api.change(id, to: "confirmed")
        #expect(try api.notify(id).status == 200)
        #expect(try api.messages(id) == ["confirmed queued", "rescheduled queued"])
    }

    @Test func oneThatWasSentOrFailedIsQueuedAgain() throws {
        _ = try api.notify(id)
        try deliver()
        _ = try api.notify(id)
        try profile.sql(
            "update vexar.notifications set state = 'failed' where profile_id = \(profile.id) and state = 'queued'")
        _ = try api.notify(id)
        #expect(try api.messages(id) == ["rescheduled sent", "rescheduled failed", "rescheduled queued"])
    }

    @Test func fiveAnHour() throws {
        for minutes in [70, 50, 40, 30, 20, 10] {
            #expect(try api.notify(id).status == 200)
            try deliver(minutesAgo: minutes)
        }
        let refused = try api.notify(id)
        expectRefusal(refused, 429, "rate_limited")
        let seconds = try #require(refused["retry_after"]?.integer)
        #expect((540...600).contains(seconds))
        #expect(refused.headers["Retry-After"] == String(seconds))
        #expect(try api.messages(id).count == 6)

        try profile.sql(
            """
            update vexar.notifications set created_at = created_at - interval '10 minutes'
            where profile_id = \(profile.id)
            """)
        #expect(try api.notify(id).status == 200)
        #expect(try api.notify(id).status == 200)
        try deliver()
        expectRefusal(try api.notify(id), 429, "rate_limited")
    }

    /// The fifth waits: asking again queues nothing, so there is nothing to refuse.
    @Test func theLimitIsOnWhatIsQueued() throws {
        for _ in 1...4 {
            _ = try api.notify(id)
            try deliver()
        }
        for _ in 1...3 { #expect(try api.notify(id).status == 200) }
        try deliver()
        expectRefusal(try api.notify(id), 429, "rate_limited")
    }

    @Test func everyBookingHasALimitOfItsOwnAndReschedulesDoNotCount() throws {
        for day in 10...19 {
            _ = try api.move(id, ["booking_date": .string("2030-05-\(day)"), "start_time": "10:00"])
        }
        try deliver()
        for _ in 1...5 {
            #expect(try api.notify(id).status == 200)
            try deliver()
        }
        expectRefusal(try api.notify(id), 429, "rate_limited")
        let other = try api.book(.appointment("2030-06-06").with("visitor_email", "joe@example.com"))
        #expect(try api.notify(other).status == 200)
    }

    @Test(arguments: ["cancelled", "completed"])
    func needsABookingThatHoldsItsTime(_ status: String) throws {
        _ = try api.change(id, to: status)
        let (before, messages) = (try api.booking(id), try api.messages(id))
        let refused = try api.notify(id)
        expectRefusal(refused, 409, "illegal_state")
        #expect(refused.booking == before)
        #expect(try api.messages(id) == messages)
    }

    @Test func needsAnAddress() throws {
        let other = try api.book(.appointment("2030-06-06"))
        expectInvalid(try api.notify(other), "visitor_email")
        _ = try api.change(other, to: "cancelled")
        expectInvalid(try api.notify(other), "visitor_email")
        #expect(try api.messages(other).isEmpty)
    }

    @Test func ofAStayToo() throws {
        let stay = try api.book(.stay(profile.rental()).with("visitor_email", "joe@example.com"))
        #expect(try api.notify(stay).status == 200)
        #expect(try api.messages(stay) == ["confirmed queued", "rescheduled queued"])
    }

    /// A repeated request is answered again, and neither queued nor counted.
    @Test func aRepeatedRequestCountsOnce() throws {
        for number in 1...5 {
            _ = try api.notify(id, headers: ["Idempotency-Key": "n\(number)"])
            try deliver()
        }
        let replay = try api.notify(id, headers: ["Idempotency-Key": "n3"])
        #expect(replay.status == 200 && replay.headers["Idempotent-Replayed"] == "true")
        #expect(try api.messages(id).count == 5)
        expectRefusal(try api.notify(id, headers: ["Idempotency-Key": "n6"]), 429, "rate_limited")
    }
}
