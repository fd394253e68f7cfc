/// A moment in UTC, to the second: Unix time, in which every day has 86 400 seconds.
struct Instant: Hashable, Comparable, Sendable {
    let secondsSince1970: Int64

    static func < (earlier: Instant, later: Instant) -> Bool {
        earlier.secondsSince1970 < later.secondsSince1970
    }
}

extension Instant {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The day in UTC.
    private var date: CalendarDate {
        let days = secondsSince1970 / 86_400
        return CalendarDate(daysSince1970: Int(secondsSince1970 % 86_400 < 0 ? days - 1 : days))
    }

    /// Hour, minute and second in UTC, two digits each.
    private var clock: [String] {
        let second = Int((secondsSince1970 % 86_400 + 86_400) % 86_400)
        return [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    }

    /// As operators and clients of the API read it (RFC 3339, section 5.6), in UTC: `2026-07-01T07:00:00Z`.
    var timestamp: String {
        "\(date)T\(clock.joined(separator: ":"))Z"
    }

    /// As the field Date has it (RFC 5322, section 3.3), in UTC: `Wed, 1 Jul 2026 07:00:00 +0000`.
    var mailDate: String {
        let (year, month, day) = date.parts
        // 1970-01-01 was a Thursday.
        let weekday = ((date.daysSince1970 + 4) % 7 + 7) % 7
        let time = clock.joined(separator: ":")
        return "\(Self.weekdays[weekday]), \(day) \(Self.months[month - 1]) \(year) \(time) +0000"
    }

    /// As iCalendar has it (RFC 5545, section 3.3.5, form 2), in UTC: `20260701T070000Z`.
    var calendarTime: String {
        "\(date.calendarDate)T\(clock.joined())Z"
    }
}

extension CalendarDate {
    /// As iCalendar has it (RFC 5545, section 3.3.4): `20260701`.
    var calendarDate: String {
        description.filter { $0 != "-" }
    }
}
