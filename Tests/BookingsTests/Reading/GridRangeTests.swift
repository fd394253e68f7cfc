import HTTP
import Postgres
import Testing

@testable import Bookings

/// `GET /bookings/grid`: which days it shows, and every booking that touches them.
@Suite struct GridRangeTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    private func expect(_ range: String, shows ids: [Int64], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let answer = try api.get("grid?\(range)")
        #expect(answer.status == 200, "\(range)", sourceLocation: sourceLocation)
        #expect(answer.ids == ids, "\(range)", sourceLocation: sourceLocation)
    }

    @Test(arguments: ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Asia/Kathmandu", "America/New_York"])
    func thisMonthInTheProfilesZone(zone: String) throws {
        let profile = try TestProfile(timezone: zone)
        let today = try #require(CalendarDate(profile.day(0)))
        let (first, last) = (today.firstOfMonth, today.lastOfMonth)
        try profile.appointment(first.adding(days: -1).description)
        let shown = [
            try profile.appointment(first.description, "00:00"), try profile.appointment(last.description, "23:00"),
        ]
        try profile.appointment(last.adding(days: 1).description, "00:00")
        for date in [first.adding(days: -1), first, last, last.adding(days: 1)] {
            try profile.sql(
                """
                insert into vexar.overrides (profile_id, override_date, is_available)
                values (\(profile.id), \(date)::date, false)
                """)
        }
        let answer = try TestAPI(key: profile.key).get("grid")
        #expect(answer.ids == shown)
        #expect(
            answer["overrides"]?.array?.compactMap { $0["override_date"]?.string }
                == [first.description, last.description])
    }

    @Test func aMissingEndIsThatOfTheGivenEndsMonth() throws {
        let days = ["2028-01-31", "2028-02-01", "2028-02-10", "2028-02-29", "2028-03-01"]
        let ids = try days.map { try profile.appointment($0) }
        try expect("date_from=2028-02-01", shows: Array(ids[1...3]))
        try expect("date_from=2028-02-10", shows: Array(ids[2...3]))
        try expect("date_from=2028-02-29", shows: [ids[3]])
        try expect("date_to=2028-02-29", shows: Array(ids[1...3]))
        try expect("date_to=2028-02-10", shows: Array(ids[1...2]))
        try expect("date_to=2028-02-01", shows: [ids[1]])
        try expect("date_from=2028-01-31", shows: [ids[0]])
        try expect("date_from=2100-12-31", shows: [])
        try expect("date_to=2000-01-01", shows: [])
    }

    @Test(arguments: [
        ("2026-01-01", "2027-01-01"), ("2028-01-01", "2028-12-31"), ("2027-03-01", "2028-02-29"),
        ("2026-07-01", "2026-07-01"), ("2100-01-01", "2100-12-31"), ("2000-01-01", "2000-12-31"),
    ])
    func upTo366Days(from: String, to: String) throws {
        let ends = [try profile.appointment(from), try profile.appointment(to, "12:00")]
        try expect("date_from=\(from)&date_to=\(to)", shows: ends)
    }

    @Test(arguments: [
        ("2026-01-01", "2027-01-02"), ("2028-01-01", "2029-01-01"), ("2027-03-01", "2028-03-01"),
        ("2000-01-01", "2100-12-31"),
    ])
    func notMore(from: String, to: String) throws {
        let answer = try api.get("grid?date_from=\(from)&date_to=\(to)")
        #expect(answer.status == 422)
        #expect(answer.badFields == ["date_to"])
        #expect(try api.get("?date_from=\(from)&date_to=\(to)").status == 200)
    }

    @Test func aStayTouchesItsNights() throws {
        let room = try profile.rental()
        let stay = try profile.stay(in: room, "2026-07-10", "2026-07-13")
        try expect("date_from=2026-07-01&date_to=2026-07-09", shows: [])
        try expect("date_from=2026-07-01&date_to=2026-07-10", shows: [stay])
        try expect("date_from=2026-07-11&date_to=2026-07-11", shows: [stay])
        try expect("date_from=2026-07-12&date_to=2026-07-12", shows: [stay])
        try expect("date_from=2026-07-12&date_to=2026-07-31", shows: [stay])
        try expect("date_from=2026-07-13&date_to=2026-07-31", shows: [])
        try expect("date_from=2026-07-10&date_to=2026-07-13", shows: [stay])
    }

    @Test func aStayMayBeginLongBeforeAndEndLongAfter() throws {
        let room = try profile.rental()
        let stay = try profile.stay(in: room, "2020-01-01", "2030-01-01")
        try expect("date_from=2026-07-01&date_to=2026-07-01", shows: [stay])
        try expect("date_from=2029-12-31", shows: [stay])
        try expect("date_from=2030-01-01", shows: [])
    }

    @Test func anAppointmentPastMidnightTouchesTheNextDay() throws {
        let toMidnight = try profile.appointment("2026-07-10", "23:00", minutes: 60)
        let past = try profile.appointment("2026-07-10", "23:00", minutes: 61)
        let long = try profile.appointment("2026-07-08", "12:00", minutes: 10_080)
        try expect("date_from=2026-07-10&date_to=2026-07-10", shows: [long, toMidnight, past])
        try expect("date_from=2026-07-11&date_to=2026-07-11", shows: [long, past])
        try expect("date_from=2026-07-12&date_to=2026-07-14", shows: [long])
        try expect("date_from=2026-07-15&date_to=2026-07-15", shows: [long])
        try expect("date_from=2026-07-16&date_to=2026-07-16", shows: [])
    }

    @Test func pastMidnightByTheProfilesClocks() throws {
        // In Kyiv the clocks go from 04:00 back to 03:00 on 2026-10-25, and from 03:00 to 04:00 on 2026-03-29.
        let profile = try TestProfile(timezone: "Europe/Kyiv")
        let api = try TestAPI(key: profile.key)
        let longNight = try profile.appointment("2026-10-25", "00:00", minutes: 24 * 60 + 60)
        let longer = try profile.appointment("2026-10-25", "00:00", minutes: 24 * 60 + 61)
        #expect(try api.get("grid?date_from=2026-10-26&date_to=2026-10-26").ids == [longer])
        #expect(try api.get("grid?date_from=2026-10-25&date_to=2026-10-25").ids == [longNight, longer])
        let shortNight = try profile.appointment("2026-03-29", "00:00", minutes: 24 * 60 - 60)
        let shorter = try profile.appointment("2026-03-29", "00:00", minutes: 24 * 60 - 59)
        #expect(try api.get("grid?date_from=2026-03-30&date_to=2026-03-30").ids == [shorter])
        #expect(try api.get("grid?date_from=2026-03-29&date_to=2026-03-29").ids == [shortNight, shorter])
    }

    @Test func whatMovesIsShownWhereItIs() throws {
        let id = try profile.appointment("2026-07-10", "23:00", minutes: 120)
        _ = try api.put("\(id)/reschedule", #"{"booking_date": "2026-07-10", "start_time": "21:00"}"#)
        try expect("date_from=2026-07-11&date_to=2026-07-11", shows: [])
        _ = try api.put(
            "\(id)/reschedule", #"{"booking_date": "2026-07-20", "start_time": "23:30", "duration_minutes": 1440}"#)
        try expect("date_from=2026-07-21&date_to=2026-07-31", shows: [id])
        try expect("date_from=2026-07-10&date_to=2026-07-10", shows: [])
    }

    @Test func inTimeOrderWhateverTheyAre() throws {
        let room = try profile.rental()
        let stay = try profile.stay(in: room, "2026-07-02", "2026-07-04")
        let before = try profile.stay(in: room, "2026-06-30", "2026-07-02")
        let late = try profile.appointment("2026-07-01", "23:59")
        let cancelled = try profile.appointment("2026-07-02", "08:00", status: "cancelled")
        let early = try profile.appointment("2026-07-02", "07:00", status: "completed")
        try expect("date_from=2026-07-01&date_to=2026-07-31", shows: [before, late, stay, early, cancelled])
    }
}
