import HTTP
import Postgres
import Testing

@testable import Bookings

/// A booking that comes back takes its time again, or stays what it is.
@Suite struct ReinstatementTests {
    @Test(arguments: [
        ("cancelled", "confirmed"), ("cancelled", "pending"), ("completed", "confirmed"),
    ])
    func takesTheTimeAgainOrNotAtAll(_ from: String, _ to: String) throws {
        let profile = try TestProfile()
        let (ann, service) = (try profile.staff(), try profile.service())
        _ = try profile.sql("insert into vexar.staff_products values (\(profile.id), \(ann), \(service))")
        let api = try TestAPI(key: profile.key)
        let body = TestBody.appointment(product: service, staff: ann).with("visitor_email", "jane@example.com")
        let id = try api.booking(in: from, body)
        let (before, messages) = (try api.booking(id), try api.messages(id))
        let other = try api.book(.appointment("2030-05-06", "10:59", staff: ann, minutes: 1))
        let ts = try api.poll()
        let refused = try api.change(id, to: to)
        expectRefusal(refused, 409, "slot_taken")
        #expect(refused.booking == before)
        #expect(try api.booking(id) == before && api.messages(id) == messages && api.poll() == ts)

        _ = try api.change(other, to: "cancelled")
        let back = try api.change(id, to: to)
        #expect(back.status == 200 && back.word("status") == to && back.booking?["double_booked"]?.bool == false)
        expectRefusal(try api.create(.appointment("2030-05-06", "10:30", staff: ann)), 409, "slot_taken")
    }

    @Test func aRefusedOneKeepsItsReason() throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book()
        _ = try api.change(id, to: "cancelled", ["reason": "Ill"])
        _ = try api.book()
        #expect(try api.change(id, to: "confirmed").word("cancellation_reason") == "Ill")
        #expect(try api.booking(id)["cancellation_reason"]?.string == "Ill")
    }

    @Test(arguments: ["cancelled", "completed"])
    func onPurposeItMayOverlap(_ from: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.booking(in: from)
        let other = try api.book()
        let back = try api.change(id, to: "confirmed", ["allow_double_booking": true])
        #expect(back.status == 200 && back.booking?["double_booked"]?.bool == true)
        #expect(try api.booking(other)["double_booked"]?.bool == false)
    }

    /// The mark tells what is, not what was asked for.
    @Test func whereNothingIsMetNothingIsDoubleBooked() throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.booking(in: "cancelled")
        let back = try api.change(id, to: "confirmed", ["allow_double_booking": true])
        #expect(back.booking?["double_booked"]?.bool == false)
        let over = try api.create(.appointment().with("allow_double_booking", true)).bookingID()
        _ = try api.change(over, to: "cancelled")
        #expect(try api.booking(over)["double_booked"]?.bool == true)
        _ = try api.change(id, to: "cancelled")
        #expect(try api.change(over, to: "confirmed").booking?["double_booked"]?.bool == false)
    }

    @Test func aStayComesBackToItsNights() throws {
        let profile = try TestProfile()
        let room = try profile.rental(capacity: 2)
        let api = try TestAPI(key: profile.key)
        let id = try api.booking(in: "cancelled", .stay(room, "2030-07-10", "2030-07-15"))
        let first = try api.book(.stay(room, "2030-07-14", "2030-07-16"))
        _ = try api.book(.stay(room, "2030-07-09", "2030-07-15"))
        expectRefusal(try api.change(id, to: "pending"), 409, "slot_taken")
        _ = try api.change(first, to: "completed")
        #expect(try api.change(id, to: "pending").status == 200)
        expectRefusal(try api.change(first, to: "confirmed"), 409, "slot_taken")
    }

    @Test func aVisitorComesBackToASessionThatHasRoom() throws {
        let profile = try TestProfile()
        let yoga = try profile.service("Yoga", capacity: 2)
        let api = try TestAPI(key: profile.key)
        let id = try api.booking(in: "cancelled", .appointment(product: yoga))
        _ = try api.book(.appointment(product: yoga))
        #expect(try api.change(id, to: "confirmed").status == 200)
        let third = try api.create(.appointment(product: yoga))
        expectRefusal(third, 409, "slot_taken")
        _ = try api.change(id, to: "cancelled")
        _ = try api.book(.appointment(product: yoga))
        expectRefusal(try api.change(id, to: "confirmed"), 409, "slot_taken")
    }

    /// Only time is asked for: what has been archived since is still what was booked.
    @Test(arguments: ["cancelled", "completed"])
    func whatIsArchivedMayComeBack(_ from: String) throws {
        let profile = try TestProfile()
        let service = try profile.service()
        let ann = try profile.staff(offers: [service])
        let api = try TestAPI(key: profile.key)
        let id = try api.booking(in: from, .appointment(product: service, staff: ann))
        try profile.sql("update vexar.products set is_active = false where profile_id = \(profile.id)")
        try profile.sql("update vexar.staff set is_active = false where profile_id = \(profile.id)")
        let back = try api.change(id, to: "confirmed")
        #expect(back.status == 200 && back.number("product_id") == service && back.number("operator_id") == ann)
    }

    /// A transition that gives time back or keeps it needs none.
    @Test func leavingAndStayingNeedNoTime() throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.booking(in: "pending")
        let over = try api.create(
            .appointment().with(["allow_double_booking": true, "status": "pending"])
        ).bookingID()
        #expect(try api.change(over, to: "confirmed").booking?["double_booked"]?.bool == true)
        #expect(try api.change(id, to: "confirmed").booking?["double_booked"]?.bool == false)
        #expect(try api.change(over, to: "completed").status == 200)
        #expect(try api.change(id, to: "cancelled").status == 200)
    }
}
