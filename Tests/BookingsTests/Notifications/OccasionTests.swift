import Testing

@testable import Bookings

@Suite struct OccasionTests {
    private let kyiv = "Europe/Kyiv"

    private func phrase(_ time: BookingTime, _ language: String = "en") throws -> String {
        Wording(try #require(LanguageTag(language))).phrase(time.occasion, zone: kyiv)
    }

    @Test(arguments: [
        ("en", "Wednesday, 1 July 2026, 10:00–11:00 (Europe/Kyiv)"),
        ("en-us", "Wednesday, July 1, 2026, 10:00 AM–11:00 AM (Europe/Kyiv)"),
        ("uk", "середа, 1 липня 2026 р., 10:00–11:00 (Europe/Kyiv)"),
        ("de", "Mittwoch, 1. Juli 2026, 10:00–11:00 (Europe/Kyiv)"),
        ("pt-br", "quarta-feira, 1 de julho de 2026, 10:00–11:00 (Europe/Kyiv)"),
    ])
    func namesAnAppointment(language: String, text: String) throws {
        #expect(try phrase(.morning, language).withPlainSpaces == text)
    }

    @Test func namesTheDayOfAnEndPastMidnight() throws {
        #expect(
            try phrase(.night)
                == "Wednesday, 1 July 2026, 23:00 – Thursday, 2 July 2026, 01:30 (Europe/Kyiv)")
    }

    @Test func endsAtMidnightOnTheSameDay() throws {
        let time = BookingTime.appointment("2026-07-01", "23:00", "00:00", begins: 1_782_936_000, minutes: 60)
        #expect(try phrase(time) == "Wednesday, 1 July 2026, 23:00–00:00 (Europe/Kyiv)")
    }

    @Test(
        arguments: [
            ("10:00", "10:00", 1_440, "2026-07-02"), ("10:00", "09:59", 1_439, "2026-07-02"),
            ("00:00", "00:00", 10_080, "2026-07-08"), ("23:59", "00:00", 1, "2026-07-02"),
            // The clock went back or forward on the way.
            ("02:30", "02:30", 60, "2026-07-01"), ("03:30", "03:10", 40, "2026-07-01"),
            ("01:30", "03:30", 60, "2026-07-01"),
            ("23:30", "23:10", 1_480, "2026-07-02"), ("23:30", "00:10", 100, "2026-07-02"),
        ] as [(String, String, Int64, String)])
    func findsTheDayOfTheEnd(start: String, end: String, minutes: Int64, date: String) {
        let time = BookingTime.appointment("2026-07-01", start, end, begins: 1_782_889_200, minutes: minutes)
        let last = WallTime(date: BookingTime.day(date), time: BookingTime.clock(end))
        guard case .appointment(_, last) = time.occasion else {
            Issue.record("\(time.occasion)")
            return
        }
    }

    @Test func namesAStay() throws {
        #expect(try phrase(.weekend) == "Friday, 31 July 2026 – Sunday, 2 August 2026")
    }

    @Test func namesABeginningInShort() throws {
        let start = WallTime(date: BookingTime.day("2026-01-05"), time: BookingTime.clock("09:05"))
        let wording = Wording(.english)
        #expect(wording.beginning(.appointment(from: start, to: start)) == "5 January 2026, 09:05")
    }

    @Test(arguments: ["ar", "fa", "th", "he", "ja", "zh-hant", "xx", "uk-ua"])
    func countsByTheSameCalendarInEveryLanguage(language: String) throws {
        // Every day of a year has its own name, and the Gregorian year is in it.
        let wording = Wording(try #require(LanguageTag(language)))
        let first = BookingTime.day("2026-01-01")
        let days = (0..<365).map { wording.day(first.adding(days: $0)) }
        #expect(Set(days).count == 365)
        #expect(days.allSatisfy { $0.contains("2026") || $0.contains("٢٠٢٦") || $0.contains("۲۰۲۶") })
    }

    @Test func everyWallDateAndTimeIsItself() {
        let wording = Wording(.english)
        for minutes in stride(from: 0, to: 1440, by: 7) {
            let text = "\(minutes / 600)\(minutes / 60 % 10):\(minutes % 60 / 10)\(minutes % 10)"
            #expect(wording.time(BookingTime.clock(text)) == text)
        }
        for number in stride(from: 10_957, through: 47_846, by: 13) {
            let day = CalendarDate(daysSince1970: number)
            #expect(wording.shortDay(day).hasPrefix("\(day.parts.day) "))
            #expect(wording.shortDay(day).hasSuffix(" \(day.parts.year)"))
        }
    }
}

extension String {
    /// With a space for those that do not break and the narrow ones, which differ between versions of the locale data.
    var withPlainSpaces: String {
        String(
            String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .spaceSeparator ? " " : $0 })
        )
    }
}
