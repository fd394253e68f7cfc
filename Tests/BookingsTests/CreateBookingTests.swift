import HTTP
import Testing

@testable import Bookings

@Suite struct CreateBookingTests {
    /// The example of the user's own description, with real values for what it leaves out.
    @Test func theSeedsOwnExample() throws {
        let profile = try TestProfile()
        let product = try profile.service()
        let answer = try TestAPI(key: profile.key).post(
            "",
            """
            {"product_id": \(product), "operator_id": null, "booking_date": "2026-07-01", "start_time": "10:00",
             "duration_minutes": 60, "visitor_name": "Jane", "visitor_email": "jane@example.com",
             "visitor_phone": "+15550100", "visitor_note": "", "price": 5000, "currency": "usd"}
            """)
        #expect(answer.status == 201)
        #expect(answer["success"]?.bool == true)
        #expect(answer.booking?["status"]?.string == "confirmed")
        #expect(answer.booking?["visitor_note"]?.isNull == true)
        #expect(answer.booking?["end_time"]?.string == "11:00")
    }

    @Test func theSameTimeTwiceIsRefused() throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        let body = #"{"booking_date": "2026-07-01", "start_time": "10:00", "visitor_name": "Jane"}"#
        #expect(try api.post("", body).status == 201)
        let second = try api.post("", body)
        #expect(second.status == 409)
        #expect(second.code == "slot_taken")
        #expect(second.booking == nil)
    }
}
