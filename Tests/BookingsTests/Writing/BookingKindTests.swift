import HTTP
import Postgres
import Testing

@testable import Bookings

/// A booking is an appointment or, with a rental object, a stay: each has fields that the other cannot have.
@Suite struct BookingKindTests {
    @Test func aStayHasNightsAndNoTimes() throws {
        let profile = try TestProfile()
        let room = try profile.rental("Blue room", price: 9_000)
        let answer = try TestAPI(key: profile.key).create(.stay(room, "2030-07-10", "2030-07-13"))
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer.word("booking_date") == "2030-07-10" && answer.word("checkout_date") == "2030-07-13")
        for none in ["start_time", "end_time", "duration_minutes"] { #expect(answer.booking?[none] == .null) }
        #expect(answer.word("product_name") == "Blue room")
    }

    @Test func anAppointmentHasTimesAndNoNights() throws {
        let answer = try TestAPI(key: TestProfile().key).create(.appointment(minutes: 45))
        #expect(answer.word("start_time") == "10:00" && answer.word("end_time") == "10:45")
        #expect(answer.number("duration_minutes") == 45)
        for none in ["checkout_date", "product_id", "product_name", "operator_id", "operator_name"] {
            #expect(answer.booking?[none] == .null)
        }
    }

    @Test func anAppointmentCannotCheckOut() throws {
        let profile = try TestProfile()
        let service = try profile.service()
        let api = try TestAPI(key: profile.key)
        for body in [TestBody.appointment(), .appointment(product: service)] {
            expectInvalid(try api.create(body.with("checkout_date", "2030-05-08")), "checkout_date")
            expectInvalid(
                try api.create(body.with("checkout_date", "2030-05-08").without("start_time")), "checkout_date",
                "start_time")
            #expect(try api.create(body.with("checkout_date", .null)).status == 201)
            _ = try profile.sql("update vexar.bookings set status = 'cancelled' where profile_id = \(profile.id)")
        }
    }

    @Test func aStayCannotHaveTimes() throws {
        let profile = try TestProfile()
        let room = try profile.rental()
        let api = try TestAPI(key: profile.key)
        expectInvalid(try api.create(.stay(room).with("start_time", "10:00")), "start_time")
        expectInvalid(try api.create(.stay(room).with("duration_minutes", 60)), "duration_minutes")
        expectInvalid(
            try api.create(.stay(room).without("checkout_date").with("start_time", "10:00")), "start_time",
            "checkout_date")
        let nulls: TestBody = ["start_time": .null, "duration_minutes": .null]
        #expect(try api.create(.stay(room).with(nulls)).status == 201)
    }

    @Test(arguments: ["2030-07-10", "2030-07-09", "2029-07-11"])
    func checkOutIsAfterCheckIn(_ checkout: String) throws {
        let profile = try TestProfile()
        let room = try profile.rental()
        expectInvalid(
            try TestAPI(key: profile.key).create(.stay(room, "2030-07-10", checkout)), "checkout_date")
    }

    /// Slot duration and opening hours have nothing to say about a stay; nor has a limit of a week.
    @Test func aStayMayBeLong() throws {
        let profile = try TestProfile()
        let room = try profile.rental(price: 1)
        let answer = try TestAPI(key: profile.key).create(.stay(room, "2030-01-01", "2035-01-01"))
        #expect(answer.number("price") == 1_826)
    }

    /// Where no product says which kind it is, both ends of a stay and a time are as good as each other.
    @Test func anUnknownProductLeavesTheKindOpen() throws {
        let api = try TestAPI(key: TestProfile().key)
        expectInvalid(try api.create(.stay(0)), "product_id")
        expectInvalid(try api.create(.appointment(product: 0)), "product_id")
        expectInvalid(try api.create(.appointment(product: 0).without("start_time")), "product_id", "start_time")
    }
}

/// Product and staff member must be the profile's own and active, and the staff member must offer the service.
@Suite struct ProductAndStaffTests {
    @Test func ofAnotherProfile() throws {
        let (profile, other) = (try TestProfile(), try TestProfile())
        let api = try TestAPI(key: profile.key)
        let (service, room, ann) = (try other.service(), try other.rental(), try other.staff())
        expectInvalid(try api.create(.appointment(product: service)), "product_id")
        expectInvalid(try api.create(.stay(room)), "product_id")
        expectInvalid(try api.create(.appointment(staff: ann)), "operator_id")
        let id = try api.book()
        let move: TestBody = ["booking_date": "2030-05-06", "start_time": "10:00"]
        expectInvalid(try api.move(id, move.with("product_id", .integer(service))), "product_id")
        expectInvalid(try api.move(id, move.with("operator_id", .integer(ann))), "operator_id")
        #expect(try api.total() == 1)
    }

    @Test func archived() throws {
        let profile = try TestProfile()
        let (service, room, ann) = (try profile.service(), try profile.rental(), try profile.staff())
        try profile.sql("update vexar.products set is_active = false where profile_id = \(profile.id)")
        try profile.sql("update vexar.staff set is_active = false where profile_id = \(profile.id)")
        let api = try TestAPI(key: profile.key)
        expectInvalid(try api.create(.appointment(product: service)), "product_id")
        expectInvalid(try api.create(.stay(room)), "product_id")
        expectInvalid(try api.create(.appointment(staff: ann)), "operator_id")
        expectInvalid(try api.create(.appointment(product: service, staff: ann)), "operator_id", "product_id")
    }

    @Test func aStaffMemberMustOfferTheService() throws {
        let profile = try TestProfile()
        let (cut, colour) = (try profile.service("Cut"), try profile.service("Colour"))
        let ann = try profile.staff(offers: [cut])
        let api = try TestAPI(key: profile.key)
        expectInvalid(try api.create(.appointment(product: colour, staff: ann)), "operator_id")
        #expect(try api.create(.appointment("2030-05-06", product: cut, staff: ann)).status == 201)
        #expect(try api.create(.appointment("2030-05-07", staff: ann)).status == 201)
        #expect(try api.create(.appointment("2030-05-08", product: colour)).status == 201)
    }

    /// A staff member on a rental is noted, not held, and so need not offer it.
    @Test func anyStaffMemberMayBeNotedOnAStay() throws {
        let profile = try TestProfile()
        let (room, ann) = (try profile.rental(capacity: 2), try profile.staff())
        let api = try TestAPI(key: profile.key)
        for _ in 1...2 {
            let answer = try api.create(.stay(room).with("operator_id", .integer(ann)))
            #expect(answer.number("operator_id") == ann && answer.word("operator_name") == "Ann", "\(answer.text)")
        }
        #expect(try api.create(.appointment("2030-07-10", staff: ann)).status == 201)
    }

    @Test(arguments: ["0", "-1", "9223372036854775807", "-9223372036854775808"])
    func idsThatNobodyHas(_ id: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        expectInvalid(try api.create(.appointment().with("product_id", .raw(id))), "product_id")
        expectInvalid(try api.create(.appointment().with("operator_id", .raw(id))), "operator_id")
    }
}
