internal import Postgres

/// A day of the Gregorian calendar, in nobody's time zone: `YYYY-MM-DD`.
struct CalendarDate: Hashable, Comparable, Sendable {
    /// What the service accepts: 2000-01-01 to 2100-12-31.
    static let accepted = CalendarDate(daysSince1970: 10_957)...CalendarDate(daysSince1970: 47_846)

    /// Days since 1970-01-01.
    let daysSince1970: Int

    init(daysSince1970: Int) {
        self.daysSince1970 = daysSince1970
    }

    /// Reads exactly `YYYY-MM-DD`; nil for any other text and for a day that the calendar does not have.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Int(digits: bytes[0..<4]), let month = Int(digits: bytes[5..<7]),
            let day = Int(digits: bytes[8..<10]), (1...12).contains(month), year >= 1
        else { return nil }
        self.init(year: year, month: month, day: day)
        guard parts == (year, month, day) else { return nil }
    }

    /// The civil day in days since 1970, counting in eras of 400 years that begin on 1 March, so that the leap day is
    /// the last of its year.
    private init(year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSince1970 = era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day.
    var parts: (year: Int, month: Int, day: Int) {
        let days = daysSince1970 + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    static func < (earlier: CalendarDate, later: CalendarDate) -> Bool {
        earlier.daysSince1970 < later.daysSince1970
    }

    /// The day that many days later.
    func adding(days: Int) -> CalendarDate {
        CalendarDate(daysSince1970: daysSince1970 + days)
    }

    /// How many nights lie between this day and a later one.
    func nights(to checkout: CalendarDate) -> Int {
        checkout.daysSince1970 - daysSince1970
    }

    /// The first day of its month.
    var firstOfMonth: CalendarDate {
        CalendarDate(year: parts.year, month: parts.month, day: 1)
    }

    /// The last day of its month.
    var lastOfMonth: CalendarDate {
        let (year, month, _) = parts
        let next = month == 12 ? (year: year + 1, month: 1) : (year: year, month: month + 1)
        return CalendarDate(year: next.year, month: next.month, day: 1).adding(days: -1)
    }
}

extension CalendarDate: CustomStringConvertible {
    var description: String {
        let (year, month, day) = parts
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    private func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension CalendarDate: PostgresBindable {
    var postgresText: String? { description }
}

extension Int {
    /// A number of ASCII digits alone; nil for an empty text or any other byte. For a few digits: it does not overflow.
    init?(digits: ArraySlice<UInt8>) {
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
