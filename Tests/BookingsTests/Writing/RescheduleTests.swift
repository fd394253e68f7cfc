import HTTP
import Postgres
import Testing

@testable import Bookings

/// What a reschedule changes, and what it leaves as it was.
@Suite struct RescheduleTests {
    private static let onward: TestBody = ["booking_date": "2030-05-08", "start_time": "15:30"]
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    /// Whatever is not named keeps its value.
    @Test(arguments: ["pending", "confirmed"])
    func keepsWhatIsLeftOut(_ status: String) throws {
        let service = try profile.service(price: 7_700, minutes: 25)
        let ann = try profile.staff(offers: [service])
        let id = try api.book(
            .appointment(product: service, staff: ann, minutes: 40).with([
                "status": .string(status), "visitor_email": "jane@example.com", "visitor_phone": "1",
                "visitor_note": "n", "price": 1, "currency": "eur",
            ]))
        let before = try api.booking(id)
        let moved = try api.move(id, Self.onward)
        #expect(moved.status == 200 && moved["success"]?.bool == true, "\(moved.text)")
        let changed = ["booking_date", "start_time", "end_time", "version", "updated_at"]
        for member in try #require(before.object) where !changed.contains(member.key) {
            #expect(moved.booking?[member.key] == member.value, "\(member.key)")
        }
        #expect(moved.word("booking_date") == "2030-05-08" && moved.word("start_time") == "15:30")
        #expect(moved.word("end_time") == "16:10" && moved.number("version") == 2)
        #expect(try api.booking(id) == moved.booking)
    }

    /// `null` takes service and staff member off, and is the same as left out for the rest.
    @Test func nullTakesServiceAndStaffMemberOff() throws {
        let service = try profile.service(minutes: 25)
        let ann = try profile.staff(offers: [service])
        let id = try api.book(.appointment(product: service, staff: ann))
        let rest: TestBody = [
            "duration_minutes": .null, "checkout_date": .null, "send_notification": .null,
            "allow_double_booking": .null,
        ]
        let kept = try api.move(id, Self.onward.with(rest))
        #expect(kept.number("product_id") == service && kept.number("operator_id") == ann)
        #expect(kept.number("duration_minutes") == 25)
        let alone = try api.move(id, Self.onward.with("operator_id", .null))
        #expect(alone.booking?["operator_id"] == .null && alone.booking?["operator_name"] == .null)
        #expect(alone.number("product_id") == service)
        let custom = try api.move(id, Self.onward.with("product_id", .null))
        #expect(custom.booking?["product_id"] == .null && custom.booking?["product_name"] == .null)
        #expect(custom.number("duration_minutes") == 25 && custom.number("version") == 4)
    }

    @Test func changesServiceStaffAndLength() throws {
        let (cut, colour) = (try profile.service("Cut"), try profile.service("Colour", minutes: 120))
        let (ann, bob) = (try profile.staff("Ann", offers: [cut]), try profile.staff("Bob", offers: [cut, colour]))
        let id = try api.book(.appointment(product: cut, staff: ann))
        expectInvalid(try api.move(id, Self.onward.with("product_id", .integer(colour))), "operator_id")
        let moved = try api.move(
            id, Self.onward.with(["product_id": .integer(colour), "operator_id": .integer(bob)]))
        #expect(moved.word("product_name") == "Colour" && moved.word("operator_name") == "Bob")
        #expect(moved.number("duration_minutes") == 60, "The length stays unless it is named")
        expectInvalid(try api.move(id, Self.onward.with("operator_id", .integer(ann))), "operator_id")
        let longer = try api.move(id, Self.onward.with("duration_minutes", 500))
        #expect(longer.number("duration_minutes") == 500 && longer.word("end_time") == "23:50")
    }

    @Test(arguments: ["cancelled", "completed"])
    func needsABookingThatHoldsItsTime(_ status: String) throws {
        let id = try api.booking(in: status)
        let before = try api.booking(id)
        let same: TestBody = ["booking_date": "2030-05-06", "start_time": "10:00"]
        for body in [Self.onward, same, same.with("allow_double_booking", true)] {
            let refused = try api.move(id, body)
            expectRefusal(refused, 409, "illegal_state")
            #expect(refused.booking == before)
        }
    }

    /// Nothing different: no version, history, clock or mail, in whatever words the same is said.
    @Test func nothingDifferentChangesNothing() throws {
        let service = try profile.service()
        let ann = try profile.staff(offers: [service])
        let id = try api.book(
            .appointment(product: service, staff: ann).with("visitor_email", "jane@example.com"))
        let (before, ts) = (try api.booking(id), try api.poll())
        let same: TestBody = ["booking_date": "2030-05-06", "start_time": "10:00"]
        let more: [TestBody] = [
            [:], ["duration_minutes": 60], ["product_id": .integer(service)], ["operator_id": .integer(ann)],
            ["allow_double_booking": true], ["send_notification": true], ["price": 9, "status": "cancelled"],
        ]
        for body in more {
            let answer = try api.move(id, same.with(body))
            #expect(answer.status == 200 && answer.booking == before, "\(answer.text)")
        }
        #expect(try api.booking(id) == before && api.poll() == ts)
        #expect(try api.history(id).count == 1 && api.messages(id) == ["confirmed queued"])
    }

    @Test func nothingDifferentOfAStay() throws {
        let room = try profile.rental()
        let id = try api.book(.stay(room))
        let same: TestBody = ["booking_date": "2030-07-10", "checkout_date": "2030-07-12"]
        #expect(try api.move(id, same.with("product_id", .integer(room))).number("version") == 1)
        #expect(try api.move(id, same.with("checkout_date", "2030-07-13")).number("version") == 2)
    }

    /// The archive keeps what it has; nothing new comes in.
    @Test func whatIsArchivedMayStayButNotCome() throws {
        let (old, older) = (try profile.service("Old"), try profile.service("Older"))
        let (ann, bob) = (try profile.staff("Ann", offers: [old]), try profile.staff("Bob", offers: [old, older]))
        let id = try api.book(.appointment(product: old, staff: ann))
        try profile.sql("update vexar.products set is_active = false where profile_id = \(profile.id)")
        try profile.sql("update vexar.staff set is_active = false where profile_id = \(profile.id)")
        try profile.sql("delete from vexar.staff_products where profile_id = \(profile.id) and operator_id = \(ann)")
        let named = Self.onward.with(["product_id": .integer(old), "operator_id": .integer(ann)])
        #expect(try api.move(id, Self.onward).status == 200)
        #expect(try api.move(id, named.with("start_time", "09:00")).status == 200)
        expectInvalid(try api.move(id, Self.onward.with("product_id", .integer(older))), "operator_id", "product_id")
        expectInvalid(try api.move(id, Self.onward.with("operator_id", .integer(bob))), "operator_id")
        #expect(try api.move(id, Self.onward.with(["product_id": .null, "operator_id": .null])).status == 200)
        expectInvalid(try api.move(id, Self.onward.with("product_id", .integer(old))), "product_id")
    }

    /// A new staff member comes to a service that has been archived since.
    @Test func aServiceFromTheArchiveMayChangeHands() throws {
        let service = try profile.service()
        let (ann, bob) = (try profile.staff("Ann", offers: [service]), try profile.staff("Bob", offers: [service]))
        let id = try api.book(.appointment(product: service, staff: ann))
        try profile.sql("update vexar.products set is_active = false where profile_id = \(profile.id)")
        #expect(try api.move(id, Self.onward.with("operator_id", .integer(bob))).number("operator_id") == bob)
    }
}
