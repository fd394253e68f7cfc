internal import Foundation
internal import Postgres

/// By how much the database's clock is ahead of this machine's: tokens expire by the one, idempotency keys and leases
/// by the other.
struct ClockDifference {
    /// Milliseconds; below 0 where it is behind.
    let milliseconds: Int64

    init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Asks the database. What it says is taken to have been true half way between question and answer.
    init(to database: Database) throws {
        let before = Self.now()
        let row = try database.query("select floor(extract(epoch from clock_timestamp()) * 1000)::bigint").one()
        let after = Self.now()
        milliseconds = try row.int64(0) - (before + (after - before) / 2)
    }

    var finding: Finding {
        let seconds = (Double(milliseconds.magnitude) / 1_000).formatted(
            .number.precision(.fractionLength(1)).locale(.init(identifier: "en_US_POSIX")))
        let found = "the database's is \(seconds) s \(milliseconds < 0 ? "behind" : "ahead of") this machine's"
        let advice = "let both machines take their time from the same servers (chrony, systemd-timesyncd)"
        return switch milliseconds.magnitude {
        case 0...1_000: .ok("clock", found)
        case 1_001...10_000: .warn("clock", found, advice)
        default: .fail("clock", found, advice)
        }
    }

    private static func now() -> Int64 {
        Int64(Date().timeIntervalSince1970 * 1_000)
    }
}
