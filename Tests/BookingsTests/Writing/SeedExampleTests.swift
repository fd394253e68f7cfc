import HTTP
import Testing

@testable import Bookings

/// The examples of the user's own description, field by field, with real values for what it leaves out.
@Suite struct SeedExampleTests {
    @Test func aBookingFromItsCreationToItsReview() throws {
        let profile = try TestProfile()
        let product = try profile.service(minutes: 45)
        let api = try TestAPI(key: profile.key)
        let created = try api.post(
            "",
            """
            {
              "product_id": \(product),
              "operator_id": null,
              "booking_date": "2026-07-01",
              "start_time": "10:00",
              "duration_minutes": 60,
              "visitor_name": "Jane",
              "visitor_email": "jane@example.com",
              "visitor_phone": "+1 555 0100",
              "visitor_note": "",
              "price": 5000,
              "currency": "usd"
            }
            """)
        #expect(created.status == 201 && created["success"]?.bool == true && created.word("status") == "confirmed")
        let id = try created.bookingID()

        let moved = try api.put(
            "\(id)/reschedule",
            """
            {
              "booking_date": "2026-07-02",
              "start_time": "11:00",
              "duration_minutes": 60,
              "product_id": \(product),
              "operator_id": null,
              "send_notification": true
            }
            """)
        #expect(moved.status == 200 && moved["success"]?.bool == true && moved.number("id") == id)
        #expect(moved.word("booking_date") == "2026-07-02" && moved.word("end_time") == "12:00")

        let confirmed = try api.put("\(id)/status", #"{ "status": "confirmed", "reason": "" }"#)
        #expect(confirmed.status == 200 && confirmed["success"]?.bool == true)
        #expect(confirmed.number("id") == id && confirmed.word("status") == "confirmed")

        #expect(try api.post("\(id)/notify", nil).text == #"{"success":true}"#)
        #expect(try api.put("\(id)/status", #"{ "status": "completed", "reason": "" }"#).status == 200)
        #expect(
            try api.messages(id) == ["confirmed queued", "rescheduled queued", "review_request queued"])
    }

    @Test func aRentalSendsADateOfDepartureInsteadOfATime() throws {
        let profile = try TestProfile()
        let room = try profile.rental(price: 9_000)
        let answer = try TestAPI(key: profile.key).post(
            "",
            """
            {"product_id": \(room), "operator_id": null, "booking_date": "2026-07-01", "checkout_date": "2026-07-04",
             "visitor_name": "Jane", "visitor_email": "jane@example.com", "visitor_phone": "+15550100",
             "visitor_note": "", "currency": "usd"}
            """)
        #expect(answer.status == 201 && answer.number("price") == 27_000, "\(answer.text)")
    }

    /// Every member of the booking object, in every answer that has one, and none besides.
    @Test func theBookingObjectIsTheSameEverywhere() throws {
        let members = [
            "id", "product_id", "product_name", "operator_id", "operator_name", "booking_date", "start_time",
            "end_time",
            "checkout_date", "duration_minutes", "status", "visitor_name", "visitor_email", "visitor_phone",
            "visitor_note", "price", "currency", "cancellation_reason", "double_booked", "version", "allowed_statuses",
            "created_at", "updated_at",
        ]
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        let bodies: [TestBody] = [.appointment(), .stay(try profile.rental())]
        for body in bodies {
            let id = try api.book(body)
            var dates: TestBody = ["booking_date": "2030-08-01"]
            dates[body["start_time"] == nil ? "checkout_date" : "start_time"] =
                body["start_time"] == nil ? "2030-08-02" : "10:00"
            let objects = [
                try api.move(id, dates).booking, try api.change(id, to: "cancelled").booking,
                try api.change(id, to: "completed").booking, try api.move(id, dates).booking,
                try api.change(id, to: "cancelled", headers: ["If-Match": "\"1\""]).booking, try api.booking(id),
            ]
            for object in objects { #expect(object?.keys.sorted() == members.sorted()) }
        }
    }
}
