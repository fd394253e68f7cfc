internal import Postgres

/// A reading of a profile's clock, what poll calls `ts`: the Unix second of the profile's last change or, after a
/// burst, a little ahead of it.
struct ClockTime: RawRepresentable, Hashable, Comparable, Sendable, PostgresBindable {
    let rawValue: Int64

    static func < (earlier: ClockTime, later: ClockTime) -> Bool {
        earlier.rawValue < later.rawValue
    }
}

extension Row {
    /// A column of the clock's type.
    func clockTime(_ column: Int) throws -> ClockTime {
        ClockTime(rawValue: try int64(column))
    }
}
