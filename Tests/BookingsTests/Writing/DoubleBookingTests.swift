import HTTP
import Postgres
import Testing

@testable import Bookings

/// Overlaps on purpose: let through where the owner says so, marked where they really are, in the way of later
/// requests.
@Suite struct DoubleBookingTests {
    private static let allow: TestBody = ["allow_double_booking": true]
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    private func isMarked(_ id: Int64) throws -> Bool? { try api.booking(id)["double_booked"]?.bool }

    @Test func aCreateIsMarkedIfItOverlaps() throws {
        let first = try api.book()
        expectRefusal(
            try api.create(.appointment().with("allow_double_booking", false)), 409, "slot_taken")
        let second = try api.create(.appointment("2030-05-06", "10:59").with(Self.allow))
        #expect(second.status == 201 && second.booking?["double_booked"]?.bool == true)
        #expect(try isMarked(first) == false)
        let apart = try api.create(.appointment("2030-05-06", "09:00").with(Self.allow))
        #expect(apart.status == 201 && apart.booking?["double_booked"]?.bool == false)
    }

    /// Whoever meets it is refused, be it over the double booking alone.
    @Test func itIsInTheWayLikeAnyOther() throws {
        _ = try api.book(.appointment("2030-05-06", "10:00"))
        _ = try api.create(.appointment("2030-05-06", "10:30").with(Self.allow))
        for time in ["10:00", "10:29", "11:00", "11:29"] {
            expectRefusal(try api.create(.appointment("2030-05-06", time, minutes: 1)), 409, "slot_taken")
        }
        #expect(try api.create(.appointment("2030-05-06", "11:30", minutes: 1)).status == 201)
    }

    /// The one it overlapped is gone: it keeps its mark and its time.
    @Test func itStaysWhenTheOtherGoes() throws {
        let first = try api.book()
        let second = try api.create(.appointment("2030-05-06", "10:30").with(Self.allow)).bookingID()
        _ = try api.change(first, to: "cancelled")
        #expect(try isMarked(second) == true)
        expectRefusal(try api.change(first, to: "confirmed"), 409, "slot_taken")
        #expect(try api.create(.appointment("2030-05-06", "10:00", minutes: 30)).status == 201)
    }

    @Test func aMoveIsMarkedAndACleanOneClears() throws {
        _ = try api.book(.appointment("2030-05-06", "10:00"))
        let id = try api.book(.appointment("2030-05-07", "10:00"))
        let onto: TestBody = ["booking_date": "2030-05-06", "start_time": "10:30"]
        expectRefusal(try api.move(id, onto), 409, "slot_taken")
        #expect(try api.move(id, onto.with(Self.allow)).booking?["double_booked"]?.bool == true)
        expectRefusal(try api.move(id, onto.with("start_time", "10:45")), 409, "slot_taken")
        #expect(try isMarked(id) == true)
        #expect(try api.move(id, onto).number("version") == 2)
        #expect(try isMarked(id) == true)
        #expect(try api.move(id, onto.with("start_time", "11:00")).booking?["double_booked"]?.bool == false)
        _ = try api.move(id, onto.with(Self.allow))
        let asked = try api.move(id, onto.with("start_time", "12:00").with(Self.allow))
        #expect(asked.booking?["double_booked"]?.bool == false)
    }

    @Test func statusesThatTakeNoTimeKeepTheMark() throws {
        _ = try api.book()
        let id = try api.create(.appointment().with(Self.allow).with("status", "pending")).bookingID()
        for status in ["confirmed", "completed"] {
            #expect(try api.change(id, to: status).booking?["double_booked"]?.bool == true)
        }
        expectRefusal(try api.change(id, to: "confirmed"), 409, "slot_taken")
        #expect(try api.change(id, to: "confirmed", Self.allow).booking?["double_booked"]?.bool == true)
        #expect(try api.change(id, to: "cancelled", Self.allow).booking?["double_booked"]?.bool == true)
        let plain = try api.book(.appointment("2030-05-07"))
        #expect(try api.change(plain, to: "completed", Self.allow).booking?["double_booked"]?.bool == false)
    }

    @Test func oneTooManyInASession() throws {
        let yoga = try profile.service("Yoga", capacity: 2)
        let visit = TestBody.appointment(product: yoga)
        #expect(try api.create(visit.with(Self.allow)).booking?["double_booked"]?.bool == false)
        let second = try api.book(visit)
        #expect(try api.create(visit.with(Self.allow)).booking?["double_booked"]?.bool == true)
        #expect(try api.create(visit.with(Self.allow)).booking?["double_booked"]?.bool == true)
        _ = try api.change(second, to: "cancelled")
        expectRefusal(try api.create(visit), 409, "slot_taken")
        let beside = try api.create(.appointment("2030-05-06", "10:30").with(Self.allow))
        #expect(beside.booking?["double_booked"]?.bool == true)
        expectRefusal(try api.change(second, to: "confirmed"), 409, "slot_taken")
    }

    @Test func aStayTooMany() throws {
        let room = try profile.rental()
        let first = try api.book(.stay(room, "2030-07-10", "2030-07-14"))
        let second = try api.create(.stay(room, "2030-07-13", "2030-07-16").with(Self.allow))
        #expect(second.booking?["double_booked"]?.bool == true && second.number("price") == 27_000)
        expectRefusal(try api.create(.stay(room, "2030-07-15", "2030-07-17")), 409, "slot_taken")
        let id = try second.bookingID()
        let later: TestBody = ["booking_date": "2030-07-14", "checkout_date": "2030-07-17"]
        #expect(try api.move(id, later).booking?["double_booked"]?.bool == false)
        #expect(try isMarked(first) == false)
    }

    /// The mark is in the history, with the change that made it.
    @Test func theHistoryTells() throws {
        _ = try api.book()
        let id = try api.create(.appointment().with(Self.allow)).bookingID()
        _ = try api.move(id, ["booking_date": "2030-05-06", "start_time": "11:00"])
        let history = try api.history(id)
        #expect(history[0]["to"]?["double_booked"]?.bool == true)
        #expect(history[1]["from"]?["double_booked"]?.bool == true)
        #expect(history[1]["to"]?["double_booked"]?.bool == false)
    }
}
