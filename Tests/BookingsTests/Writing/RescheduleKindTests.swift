import HTTP
import Postgres
import Testing

@testable import Bookings

/// An appointment stays an appointment, a stay a stay.
@Suite struct RescheduleKindTests {
    private static let times: TestBody = ["booking_date": "2030-08-01", "start_time": "10:00"]
    private static let nights: TestBody = ["booking_date": "2030-08-01", "checkout_date": "2030-08-04"]
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    @Test func anAppointmentMoves() throws {
        let (service, room) = (try profile.service(), try profile.rental())
        let id = try api.book()
        expectInvalid(try api.move(id, Self.nights), "checkout_date", "start_time")
        expectInvalid(try api.move(id, Self.times.with("checkout_date", "2030-08-04")), "checkout_date")
        expectInvalid(try api.move(id, Self.times.without("start_time")), "start_time")
        expectInvalid(try api.move(id, Self.times.with("start_time", .null)), "start_time")
        expectInvalid(try api.move(id, Self.times.without("booking_date")), "booking_date")
        expectInvalid(try api.move(id, Self.times.with("product_id", .integer(room))), "product_id")
        #expect(try api.move(id, Self.times.with("product_id", .integer(service))).number("product_id") == service)
        expectInvalid(
            try api.move(id, Self.nights.with("product_id", .integer(room))), "checkout_date", "product_id",
            "start_time")
        #expect(try api.move(id, Self.times.with("product_id", .null)).booking?["product_id"] == .null)
    }

    @Test func aStayMoves() throws {
        let (service, room, suite) = (try profile.service(), try profile.rental(), try profile.rental("Suite"))
        let id = try api.book(.stay(room))
        expectInvalid(try api.move(id, Self.times), "start_time", "checkout_date")
        expectInvalid(try api.move(id, Self.nights.with("start_time", "10:00")), "start_time")
        expectInvalid(try api.move(id, Self.nights.with("duration_minutes", 60)), "duration_minutes")
        expectInvalid(try api.move(id, Self.nights.without("checkout_date")), "checkout_date")
        expectInvalid(try api.move(id, Self.nights.with("checkout_date", "2030-08-01")), "checkout_date")
        expectInvalid(try api.move(id, Self.nights.with("product_id", .integer(service))), "product_id")
        expectInvalid(try api.move(id, Self.nights.with("product_id", .null)), "product_id")
        let moved = try api.move(id, Self.nights.with("product_id", .integer(suite)))
        #expect(moved.word("product_name") == "Suite" && moved.word("checkout_date") == "2030-08-04")
        #expect(moved.booking?["start_time"] == .null && moved.booking?["duration_minutes"] == .null)
        #expect(moved.number("price") == 18_000)
    }

    @Test func theStaffMemberNotedOnAStay() throws {
        let (room, ann, bob) = (try profile.rental(), try profile.staff("Ann"), try profile.staff("Bob"))
        let id = try api.book(.stay(room).with("operator_id", .integer(ann)))
        let same: TestBody = ["booking_date": "2030-07-10", "checkout_date": "2030-07-12"]
        #expect(try api.move(id, Self.nights).number("operator_id") == ann)
        #expect(try api.move(id, Self.nights.with("operator_id", .integer(bob))).number("operator_id") == bob)
        #expect(try api.move(id, same.with("operator_id", .null)).booking?["operator_id"] == .null)
    }

    /// What stays as it was is not asked about: a stay may move to another room with a staff member who has left.
    @Test func aStayChangesItsRoomThoughItsStaffMemberIsArchived() throws {
        let (room, suite, ann) = (try profile.rental(), try profile.rental("Suite"), try profile.staff("Ann"))
        let id = try api.book(.stay(room).with("operator_id", .integer(ann)))
        try profile.sql("update vexar.staff set is_active = false where id = \(ann)")
        let moved = try api.move(id, Self.nights.with("product_id", .integer(suite)))
        #expect(moved.word("product_name") == "Suite" && moved.number("operator_id") == ann)
        expectInvalid(
            try api.move(id, Self.nights.with(["product_id": "x", "operator_id": 0])), "product_id", "operator_id")
        expectInvalid(try api.move(id, Self.nights.with("product_id", "x")), "product_id")
    }

    /// Only the staff member changes: the nights are neither lost nor taken twice.
    @Test func aStayKeepsItsNightsWhileItsStaffMemberChanges() throws {
        let (room, ann) = (try profile.rental(), try profile.staff("Ann"))
        let (id, over) = (
            try api.book(.stay(room)), try api.book(.stay(room).with("allow_double_booking", true))
        )
        let same: TestBody = [
            "booking_date": "2030-07-10", "checkout_date": "2030-07-12", "operator_id": .integer(ann),
        ]
        #expect(try api.move(id, same).booking?["double_booked"]?.bool == false)
        #expect(try api.move(over, same).booking?["double_booked"]?.bool == true)
        expectRefusal(try api.create(.stay(room)), 409, "slot_taken")
    }
}
