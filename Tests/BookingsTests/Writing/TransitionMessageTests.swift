import HTTP
import Postgres
import Testing

@testable import Bookings

/// What the visitor is told of a change.
@Suite struct TransitionMessageTests {
    private static let email: TestBody = ["visitor_email": "jane@example.com"]
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    private func booking(_ status: String) throws -> Int64 {
        try api.booking(in: status, .appointment().with(Self.email))
    }

    @Test func aCreateTellsOfAConfirmedBookingAlone() throws {
        let id = try booking("confirmed")
        #expect(try api.messages(id) == ["confirmed queued"])
        let message = try #require(api.get("\(id)/notifications")["notifications"]?.array?.first)
        #expect(message["recipient"]?.string == "jane@example.com" && message["attempts"]?.integer == 0)
        #expect(message["sent_at"] == .null && message["last_error"] == .null)
        let pending = try api.book(.appointment("2030-05-07").with(Self.email).with("status", "pending"))
        #expect(try api.messages(pending).isEmpty)
        let silent = try api.book(.appointment("2030-05-08").with(Self.email).with("send_notification", false))
        #expect(try api.messages(silent).isEmpty)
        // Nobody remembers it: what comes later is told.
        let later = try api.book(
            .appointment("2030-05-10").with(Self.email).with(["send_notification": false, "status": "pending"]))
        #expect(try api.change(later, to: "confirmed").status == 200)
        #expect(try api.messages(later) == ["confirmed queued"])
        let byDefault = try api.book(.appointment("2030-05-09").with(Self.email).with("send_notification", .null))
        #expect(try api.messages(byDefault) == ["confirmed queued"])
    }

    @Test(arguments: [
        ("pending", "confirmed", ["confirmed queued"]), ("pending", "completed", ["review_request queued"]),
        ("pending", "cancelled", ["cancelled queued"]),
        ("confirmed", "completed", ["confirmed queued", "review_request queued"]),
        ("confirmed", "cancelled", ["confirmed cancelled", "cancelled queued"]),
        ("completed", "confirmed", ["confirmed queued", "review_request cancelled"]),
        ("cancelled", "pending", ["confirmed cancelled", "cancelled cancelled"]),
        ("cancelled", "confirmed", ["confirmed cancelled", "cancelled cancelled", "confirmed queued"]),
        ("confirmed", "pending", ["confirmed queued"]),
        ("completed", "cancelled", ["confirmed queued", "review_request queued"]),
        ("completed", "pending", ["confirmed queued", "review_request queued"]),
        ("cancelled", "completed", ["confirmed cancelled", "cancelled queued"]),
    ])
    func eachTransition(_ from: String, _ to: String, _ messages: [String]) throws {
        let id = try booking(from)
        _ = try api.change(id, to: to)
        #expect(try api.messages(id) == messages)
    }

    /// What was sent stays sent, and the next event is told all the same.
    @Test func whatWasSentIsNotTakenBack() throws {
        let id = try booking("confirmed")
        try deliver(id)
        _ = try api.change(id, to: "cancelled")
        try deliver(id)
        _ = try api.change(id, to: "confirmed")
        _ = try api.change(id, to: "cancelled")
        #expect(
            try api.messages(id) == ["confirmed sent", "cancelled sent", "confirmed cancelled", "cancelled queued"])
    }

    @Test func aReviewIsAskedForOnce() throws {
        let id = try booking("completed")
        try deliver(id)
        for _ in 1...3 {
            _ = try api.change(id, to: "confirmed")
            _ = try api.change(id, to: "completed")
        }
        #expect(try api.messages(id) == ["confirmed sent", "review_request sent"])
    }

    @Test func aReviewNotYetAskedForIsWithdrawnAndAskedForLater() throws {
        let id = try booking("completed")
        _ = try api.change(id, to: "confirmed")
        #expect(try api.messages(id) == ["confirmed queued", "review_request cancelled"])
        _ = try api.change(id, to: "completed")
        #expect(try api.messages(id) == ["confirmed queued", "review_request cancelled", "review_request queued"])
        _ = try api.change(id, to: "confirmed")
        _ = try api.change(id, to: "cancelled")
        #expect(try !api.messages(id).contains("review_request queued"))
    }

    /// One that nobody could deliver was not sent.
    @Test func aReviewThatCouldNotBeAskedForIsAskedForAgain() throws {
        let id = try booking("completed")
        try profile.sql(
            """
            update vexar.notifications set state = 'failed'
            where profile_id = \(profile.id) and booking_id = \(id) and kind = 'review_request'
            """)
        _ = try api.change(id, to: "confirmed")
        _ = try api.change(id, to: "completed")
        #expect(try api.messages(id) == ["confirmed queued", "review_request failed", "review_request queued"])
    }

    /// One that is on its way cannot be withdrawn, so it counts as asked for.
    @Test func aReviewOnItsWayStays() throws {
        let id = try booking("completed")
        try profile.sql(
            """
            update vexar.notifications set state = 'sending', locked_until = now() + interval '1 minute'
            where profile_id = \(profile.id) and booking_id = \(id) and kind = 'review_request'
            """)
        _ = try api.change(id, to: "confirmed")
        _ = try api.change(id, to: "completed")
        #expect(try api.messages(id) == ["confirmed queued", "review_request sending"])
    }

    @Test func whoLeftNoAddressIsToldNothing() throws {
        let id = try api.book()
        for status in ["cancelled", "confirmed", "completed", "confirmed"] { _ = try api.change(id, to: status) }
        _ = try api.move(id, ["booking_date": "2030-05-07", "start_time": "10:00"])
        #expect(try api.messages(id).isEmpty)
        #expect(try api.booking(id)["version"]?.integer == 6)
    }

    @Test func aRescheduleTellsUnlessToldNotTo() throws {
        let id = try booking("pending")
        let flags: [(String, TestBody.Value?)] = [("07", nil), ("08", .null), ("09", true), ("10", false)]
        for (day, flag) in flags {
            let body: TestBody = ["booking_date": .string("2030-05-\(day)"), "start_time": "10:00"]
            #expect(try api.move(id, body.with("send_notification", flag)).status == 200)
        }
        #expect(try api.messages(id) == Array(repeating: "rescheduled queued", count: 3))
        _ = try api.change(id, to: "cancelled")
        #expect(try api.messages(id) == Array(repeating: "rescheduled cancelled", count: 3) + ["cancelled queued"])
    }

    @Test func aRefusedChangeTellsNothing() throws {
        let id = try booking("confirmed")
        let other = try api.book(.appointment("2030-05-07").with(Self.email))
        let onto: TestBody = ["booking_date": "2030-05-06", "start_time": "10:30"]
        #expect(try api.move(other, onto).status == 409)
        #expect(try api.change(other, to: "pending").status == 409)
        #expect(try api.change(other, to: "cancelled", headers: ["If-Match": "\"7\""]).status == 412)
        #expect(try api.create(.appointment().with(Self.email)).status == 409)
        #expect(try api.messages(other) == ["confirmed queued"] && api.messages(id) == ["confirmed queued"])
        let queued = try profile.sql("select count(*) from vexar.notifications where profile_id = \(profile.id)")
        #expect(try queued[0].int64(0) == 2)
    }

    private func deliver(_ id: Int64) throws {
        try profile.sql(
            """
            update vexar.notifications set state = 'sent', sent_at = now()
            where profile_id = \(profile.id) and booking_id = \(id) and state = 'queued'
            """)
    }
}
