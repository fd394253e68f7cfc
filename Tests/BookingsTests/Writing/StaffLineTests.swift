import HTTP
import Postgres
import Testing

@testable import Bookings

/// Who blocks whom among appointments: one staff member, or the profile's own line, serves one visitor at once.
@Suite struct StaffLineTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    /// Against 10:00 to 11:00. Ranges are half-open.
    @Test(
        arguments: [
            ("09:00", 60, true), ("09:00", 61, false), ("09:59", 1, true), ("09:30", 120, false), ("10:00", 60, false),
            ("10:00", 1, false), ("10:30", 15, false), ("10:59", 1, false), ("11:00", 1, true), ("11:00", 60, true),
            ("00:00", 1_440, false), ("00:00", 600, true), ("00:00", 601, false),
        ], [true, false])
    func halfOpen(_ appointment: (time: String, minutes: Int64, fits: Bool), _ withStaff: Bool) throws {
        let staff = withStaff ? try profile.staff() : nil
        _ = try api.book(.appointment("2030-05-06", "10:00", staff: staff))
        let answer = try api.create(
            .appointment("2030-05-06", appointment.time, staff: staff, minutes: appointment.minutes))
        if appointment.fits {
            #expect(answer.status == 201, "\(answer.text)")
        } else {
            expectRefusal(answer, 409, "slot_taken")
            #expect(answer.booking == nil)
        }
    }

    @Test func theServiceDoesNotMatter() throws {
        let (cut, colour) = (try profile.service("Cut"), try profile.service("Colour"))
        let ann = try profile.staff(offers: [cut, colour])
        for staff in [ann, nil] {
            _ = try api.book(.appointment(product: cut, staff: staff))
            for product in [cut, colour, nil] {
                let answer = try api.create(.appointment("2030-05-06", "10:30", product: product, staff: staff))
                expectRefusal(answer, 409, "slot_taken")
            }
        }
    }

    /// Staff members, the profile's own line and rental objects each stand for themselves.
    @Test func otherLinesDoNotMatter() throws {
        let (ann, bob, room) = (try profile.staff("Ann"), try profile.staff("Bob"), try profile.rental())
        for staff in [ann, bob, nil] { _ = try api.book(.appointment(staff: staff)) }
        _ = try api.book(.stay(room, "2030-05-01", "2030-05-20").with("operator_id", .integer(ann)))
        #expect(try api.create(.appointment("2030-05-07", staff: ann)).status == 201)
        let other = try TestProfile()
        #expect(try TestAPI(key: other.key).create(.appointment()).status == 201)
    }

    @Test func onlyPendingAndConfirmedHold() throws {
        for (day, status) in [("01", "pending"), ("02", "confirmed")] {
            _ = try api.booking(in: status, .appointment("2030-05-\(day)"))
            expectRefusal(try api.create(.appointment("2030-05-\(day)")), 409, "slot_taken")
        }
        for (day, status) in [("03", "completed"), ("04", "cancelled")] {
            _ = try api.booking(in: status, .appointment("2030-05-\(day)"))
            #expect(try api.create(.appointment("2030-05-\(day)")).status == 201)
        }
    }

    /// What is refused leaves nothing behind.
    @Test func aRefusalTakesNoTime() throws {
        _ = try api.book(.appointment("2030-05-06", "10:00"))
        let ts = try api.poll()
        expectRefusal(try api.create(.appointment("2030-05-06", "10:30", minutes: 90)), 409, "slot_taken")
        #expect(try api.poll() == ts && api.total() == 1)
        #expect(try api.create(.appointment("2030-05-06", "11:00")).status == 201)
    }

    @Test func aMoveFreesTheOldTimeAndTakesTheNew() throws {
        let (ann, bob) = (try profile.staff("Ann"), try profile.staff("Bob"))
        let id = try api.book(.appointment(staff: ann))
        let busy = try api.book(.appointment("2030-05-06", "12:00", staff: bob))
        let before = try api.booking(id)
        let onto: TestBody = ["booking_date": "2030-05-06", "start_time": "11:30", "operator_id": .integer(bob)]
        let refused = try api.move(id, onto)
        expectRefusal(refused, 409, "slot_taken")
        #expect(refused.booking == before)
        #expect(try api.booking(id) == before && api.history(id).count == 1)
        expectRefusal(try api.create(.appointment(staff: ann)), 409, "slot_taken")

        #expect(try api.move(id, onto.with("start_time", "11:00")).status == 200)
        #expect(try api.create(.appointment(staff: ann)).status == 201)
        expectRefusal(try api.create(.appointment("2030-05-06", "11:30", staff: bob)), 409, "slot_taken")
        #expect(try api.move(busy, onto.with("start_time", "13:00")).status == 200)
    }

    /// A booking is not in its own way.
    @Test func aMoveMayMeetItself() throws {
        let id = try api.book(.appointment("2030-05-06", "10:00"))
        for (time, minutes) in [("10:30", Int64(60)), ("10:00", 120), ("10:15", 15), ("09:00", 600)] {
            let answer = try api.move(
                id, ["booking_date": "2030-05-06", "start_time": .string(time), "duration_minutes": .integer(minutes)])
            #expect(answer.status == 200 && answer.booking?["double_booked"]?.bool == false, "\(answer.text)")
        }
        #expect(try api.booking(id)["version"]?.integer == 5)
    }

    @Test func aLongerLengthMeetsTheNext() throws {
        let id = try api.book(.appointment("2030-05-06", "10:00"))
        _ = try api.book(.appointment("2030-05-06", "11:00"))
        let same: TestBody = ["booking_date": "2030-05-06", "start_time": "10:00"]
        expectRefusal(try api.move(id, same.with("duration_minutes", 61)), 409, "slot_taken")
        #expect(try api.move(id, same.with("duration_minutes", 59)).status == 200)
    }
}
