internal import Postgres

/// A wall-clock time to the minute, 00:00 to 23:59.
struct TimeOfDay: Hashable, Comparable, Sendable {
    /// Minutes since midnight as the clock shows them.
    let minutes: Int

    /// Reads exactly `HH:MM`, 24 h.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"),
            let hour = Int(digits: bytes[0..<2]), let minute = Int(digits: bytes[3..<5]),
            hour <= 23, minute <= 59
        else { return nil }
        minutes = hour * 60 + minute
    }

    static func < (earlier: TimeOfDay, later: TimeOfDay) -> Bool {
        earlier.minutes < later.minutes
    }
}

extension TimeOfDay: CustomStringConvertible {
    var description: String {
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}

extension TimeOfDay: PostgresBindable {
    var postgresText: String? { description }
}
