import HTTP
import Postgres
import Testing

@testable import Bookings

/// Bookings over midnight and over changes of the clocks hold elapsed time, not the wall clock's.
@Suite struct AcrossMidnightTests {
    @Test func aLateAppointmentHoldsTheNextMorning() throws {
        let api = try TestAPI(key: TestProfile().key)
        let answer = try api.create(.appointment("2030-12-31", "23:30", minutes: 60))
        #expect(answer.word("end_time") == "00:30" && answer.word("booking_date") == "2030-12-31")
        expectRefusal(try api.create(.appointment("2031-01-01", "00:00", minutes: 30)), 409, "slot_taken")
        #expect(try api.create(.appointment("2031-01-01", "00:30")).status == 201)
    }

    @Test func oneThatEndsAtMidnightDoesNot() throws {
        let api = try TestAPI(key: TestProfile().key)
        #expect(try api.create(.appointment("2030-05-06", "23:00")).word("end_time") == "00:00")
        #expect(try api.create(.appointment("2030-05-07", "00:00")).status == 201)
    }

    @Test func aWeek() throws {
        let api = try TestAPI(key: TestProfile().key)
        let answer = try api.create(.appointment("2030-05-06", "10:00", minutes: 10_080))
        #expect(answer.word("end_time") == "10:00")
        expectRefusal(try api.create(.appointment("2030-05-13", "09:59", minutes: 1)), 409, "slot_taken")
        #expect(try api.create(.appointment("2030-05-13", "10:00")).status == 201)
        #expect(try api.create(.appointment("2030-05-06", "09:00")).status == 201)
    }

    @Test func onTheLastDate() throws {
        let api = try TestAPI(key: TestProfile().key)
        #expect(try api.create(.appointment("2100-12-31", "23:59", minutes: 10_080)).word("end_time") == "23:59")
    }

    /// 03:00 to 03:59 comes twice; who books 03:00 for two hours has it both times, until 04:00.
    @Test func theHourThatComesTwice() throws {
        let api = try TestAPI(key: TestProfile(timezone: "Europe/Kyiv").key)
        #expect(try api.create(.appointment("2030-10-27", "03:00", minutes: 120)).word("end_time") == "04:00")
        expectRefusal(try api.create(.appointment("2030-10-27", "03:30")), 409, "slot_taken")
        #expect(try api.create(.appointment("2030-10-27", "04:00")).status == 201)
        #expect(try api.create(.appointment("2030-10-27", "02:00")).status == 201)
    }

    /// From 03:00 for an hour ends when the clocks show 03:00 again: what is meant by 03:30 is the hour that is taken.
    @Test func itsSecondTimeRoundCannotBeNamed() throws {
        let api = try TestAPI(key: TestProfile(timezone: "Europe/Kyiv").key)
        #expect(try api.create(.appointment("2030-10-27", "03:00", minutes: 60)).word("end_time") == "03:00")
        expectRefusal(try api.create(.appointment("2030-10-27", "03:30", minutes: 1)), 409, "slot_taken")
    }

    @Test func theHourThatIsSkipped() throws {
        let api = try TestAPI(key: TestProfile(timezone: "America/New_York").key)
        _ = try api.book(.appointment("2030-03-10", "01:00", minutes: 60))
        #expect(try api.create(.appointment("2030-03-10", "03:00")).status == 201)
        expectRefusal(try api.create(.appointment("2030-03-10", "01:30", minutes: 60)), 409, "slot_taken")
    }

    /// Nights are dates: a stay over a change of the clocks, or over a day that never was, meets its neighbours
    /// exactly.
    @Test(arguments: [
        ("Europe/Kyiv", "2030-03-30", "2030-03-31", "2030-04-01"),
        ("Europe/Kyiv", "2030-10-26", "2030-10-27", "2030-10-28"),
        ("Australia/Lord_Howe", "2030-10-05", "2030-10-06", "2030-10-07"),
        ("Pacific/Apia", "2011-12-29", "2011-12-30", "2011-12-31"),
    ])
    func staysOverAChange(_ zone: String, _ first: String, _ second: String, _ third: String) throws {
        let profile = try TestProfile(timezone: zone)
        let room = try profile.rental(price: 100)
        let api = try TestAPI(key: profile.key)
        let id = try api.book(.stay(room, first, second))
        #expect(try api.create(.stay(room, second, third)).number("price") == 100)
        expectRefusal(try api.create(.stay(room, first, third)), 409, "slot_taken")
        expectRefusal(
            try api.move(id, ["booking_date": .string(first), "checkout_date": .string(third)]), 409, "slot_taken")
    }

    /// A booking that an old rule of the zone allowed keeps its wall time when only its staff member changes.
    @Test func aTimeThatIsSkippedSinceMayStay() throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        let (ann, id) = (try profile.staff(), try api.book(.appointment("2030-03-31", "03:30")))
        try profile.sql("update vexar.profiles set timezone = 'Europe/Kyiv' where id = \(profile.id)")
        let same: TestBody = ["booking_date": "2030-03-31", "start_time": "03:30"]
        let moved = try api.move(id, same.with("operator_id", .integer(ann)))
        #expect(moved.status == 200 && moved.word("start_time") == "03:30", "\(moved.text)")
        expectInvalid(try api.move(id, same.with("start_time", "03:45")), "start_time")
        #expect(try api.change(id, to: "cancelled").status == 200)
        #expect(try api.change(id, to: "confirmed").status == 200)
    }
}
