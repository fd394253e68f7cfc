import Testing

@testable import Bookings

@Suite struct CalendarDateTests {
    @Test(arguments: ["2000-01-01", "2100-12-31", "2024-02-29", "2026-07-01", "2100-02-28", "1970-01-01"])
    func readsAndWritesTheSame(text: String) throws {
        #expect(try #require(CalendarDate(text)).description == text)
    }

    @Test(arguments: [
        "", "2026-7-01", "2026-02-30", "2025-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-01-00",
        "2026-01-32", "20260101", "2026-01-01 ", "2026/01/01", "٢٠٢٦-٠١-٠١", "+026-01-01", "2026-01-01T00:00",
    ])
    func refuses(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test func everyAcceptedDayIsReadBackAndFollowsTheOneBefore() throws {
        let accepted = CalendarDate.accepted
        #expect(accepted.lowerBound.description == "2000-01-01")
        #expect(accepted.upperBound.description == "2100-12-31")
        for number in accepted.lowerBound.daysSince1970...accepted.upperBound.daysSince1970 {
            let day = CalendarDate(daysSince1970: number)
            #expect(CalendarDate(day.description) == day)
        }
    }

    @Test(arguments: [
        ("2026-02-14", "2026-02-01", "2026-02-28"), ("2024-02-29", "2024-02-01", "2024-02-29"),
        ("2026-12-31", "2026-12-01", "2026-12-31"), ("2026-04-30", "2026-04-01", "2026-04-30"),
        ("2026-01-01", "2026-01-01", "2026-01-31"),
    ])
    func knowsItsMonth(text: String, first: String, last: String) throws {
        let day = try #require(CalendarDate(text))
        #expect(day.firstOfMonth.description == first)
        #expect(day.lastOfMonth.description == last)
    }

    @Test func countsNights() throws {
        let arrival = try #require(CalendarDate("2026-12-30"))
        let departure = try #require(CalendarDate("2027-01-02"))
        #expect(arrival.nights(to: departure) == 3)
        #expect(arrival.adding(days: 3) == departure)
    }
}

@Suite struct TimeOfDayTests {
    @Test(arguments: [("00:00", 0), ("10:05", 605), ("23:59", 1_439)])
    func reads(text: String, minutes: Int) throws {
        let time = try #require(TimeOfDay(text))
        #expect(time.minutes == minutes)
        #expect(time.description == text)
    }

    @Test(arguments: ["", "24:00", "10:60", "9:00", "10:0", "10:00:00", "10-00", "+1:00", " 10:00", "１０:00"])
    func refuses(text: String) {
        #expect(TimeOfDay(text) == nil)
    }
}
