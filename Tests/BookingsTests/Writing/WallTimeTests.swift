import HTTP
import Postgres
import Testing

@testable import Bookings

/// Dates and times are the wall clock of the profile's zone, durations elapsed time.
@Suite struct WallTimeTests {
    /// A zone, a start, a duration, and what comes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let zone: String
        let date: String
        let start: String
        let minutes: Int64
        let end: String
        /// The start in UTC.
        let instant: String

        init(_ zone: String, _ date: String, _ start: String, _ minutes: Int64, end: String, at instant: String) {
            (self.zone, self.date, self.start) = (zone, date, start)
            (self.minutes, self.end, self.instant) = (minutes, end, instant)
        }

        var testDescription: String { "\(zone) \(date) \(start) + \(minutes)" }
    }

    private static let cases = [
        Case("Asia/Kathmandu", "2030-05-06", "00:00", 45, end: "00:45", at: "2030-05-05 18:15"),
        Case("Asia/Kathmandu", "2030-05-06", "23:45", 30, end: "00:15", at: "2030-05-06 18:00"),
        Case("Pacific/Kiritimati", "2030-05-06", "10:00", 60, end: "11:00", at: "2030-05-05 20:00"),
        Case("Pacific/Pago_Pago", "2030-05-06", "23:00", 60, end: "00:00", at: "2030-05-07 10:00"),
        // Forwards: an hour that does not exist is jumped over.
        Case("Europe/Kyiv", "2030-03-31", "02:59", 1, end: "04:00", at: "2030-03-31 00:59"),
        Case("Europe/Kyiv", "2030-03-31", "02:30", 60, end: "04:30", at: "2030-03-31 00:30"),
        Case("Europe/Kyiv", "2030-03-31", "04:00", 60, end: "05:00", at: "2030-03-31 01:00"),
        Case("America/New_York", "2030-03-10", "01:30", 90, end: "04:00", at: "2030-03-10 06:30"),
        Case("America/New_York", "2030-03-09", "12:00", 1_440, end: "13:00", at: "2030-03-09 17:00"),
        Case("Australia/Lord_Howe", "2030-10-06", "01:45", 30, end: "02:45", at: "2030-10-05 15:15"),
        Case("Australia/Lord_Howe", "2030-10-06", "02:30", 30, end: "03:00", at: "2030-10-05 15:30"),
        Case("Pacific/Apia", "2011-12-29", "23:30", 60, end: "00:30", at: "2011-12-30 09:30"),
        Case("Pacific/Apia", "2011-12-31", "00:00", 60, end: "01:00", at: "2011-12-30 10:00"),
        Case("Pacific/Apia", "2011-12-28", "12:00", 4_320, end: "12:00", at: "2011-12-28 22:00"),
        // Back: of a time that happens twice the earlier is meant.
        Case("Europe/Kyiv", "2030-10-27", "03:30", 60, end: "03:30", at: "2030-10-27 00:30"),
        Case("Europe/Kyiv", "2030-10-27", "03:00", 30, end: "03:30", at: "2030-10-27 00:00"),
        Case("Europe/Kyiv", "2030-10-27", "03:59", 121, end: "05:00", at: "2030-10-27 00:59"),
        Case("Europe/Kyiv", "2030-10-27", "04:00", 60, end: "05:00", at: "2030-10-27 02:00"),
        Case("America/New_York", "2030-11-03", "01:30", 90, end: "02:00", at: "2030-11-03 05:30"),
        Case("America/New_York", "2030-11-03", "00:59", 1, end: "01:00", at: "2030-11-03 04:59"),
        Case("Australia/Lord_Howe", "2030-04-07", "01:45", 30, end: "01:45", at: "2030-04-06 14:45"),
        Case("Australia/Lord_Howe", "2030-04-07", "02:00", 30, end: "02:30", at: "2030-04-06 15:30"),
        // A week has another wall clock at its end.
        Case("Europe/Kyiv", "2030-10-25", "10:00", 10_080, end: "09:00", at: "2030-10-25 07:00"),
    ]

    @Test(arguments: cases)
    func create(_ wanted: Case) throws {
        let profile = try TestProfile(timezone: wanted.zone)
        let answer = try TestAPI(key: profile.key).create(
            .appointment(wanted.date, wanted.start, minutes: wanted.minutes))
        try expect(answer, 201, wanted, profile)
    }

    @Test(arguments: cases)
    func reschedule(_ wanted: Case) throws {
        let profile = try TestProfile(timezone: wanted.zone)
        let api = try TestAPI(key: profile.key)
        let id = try api.book(.appointment("2029-01-01"))
        let answer = try api.move(
            id,
            [
                "booking_date": .string(wanted.date), "start_time": .string(wanted.start),
                "duration_minutes": .integer(wanted.minutes),
            ])
        try expect(answer, 200, wanted, profile)
    }

    private func expect(_ answer: TestAnswer, _ status: Int, _ wanted: Case, _ profile: TestProfile) throws {
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.word("booking_date") == wanted.date && answer.word("start_time") == wanted.start)
        #expect(answer.word("end_time") == wanted.end && answer.number("duration_minutes") == wanted.minutes)
        let instant = try profile.sql(
            """
            select to_char(b.starts_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')
            from vexar.bookings as b where b.id = \(try answer.bookingID())
            """)
        #expect(try instant[0].string(0) == wanted.instant)
    }

    @Test(arguments: [
        ("Europe/Kyiv", "2030-03-31", ["03:00", "03:30", "03:59"], ["02:59", "04:00"]),
        ("America/New_York", "2030-03-10", ["02:00", "02:30", "02:59"], ["01:59", "03:00"]),
        ("Australia/Lord_Howe", "2030-10-06", ["02:00", "02:15", "02:29"], ["01:59", "02:30"]),
        ("Pacific/Apia", "2011-12-30", ["00:00", "10:00", "12:00", "23:59"], []),
    ])
    func skipped(_ zone: String, _ date: String, _ skipped: [String], _ there: [String]) throws {
        let api = try TestAPI(key: TestProfile(timezone: zone).key)
        let id = try api.book(.appointment("2029-01-01"))
        for time in skipped {
            let move: TestBody = ["booking_date": .string(date), "start_time": .string(time)]
            for answer in [try api.create(.appointment(date, time)), try api.move(id, move)] {
                expectInvalid(answer, "start_time")
                #expect(answer["errors"]?["start_time"]?.string?.contains(zone) == true)
            }
        }
        for time in there { #expect(try api.create(.appointment(date, time, minutes: 1)).status == 201) }
        #expect(try api.booking(id)["version"]?.integer == 1)
    }
}
