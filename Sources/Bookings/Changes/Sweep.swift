internal import Postgres

/// A look at what has moved since the look before.
struct Sweep {
    /// What a sweep has found.
    struct Finding {
        var clocks: [(profile: ProfileID, ts: ClockTime)] = []
        var access: Set<ProfileID> = []
    }

    /// When it began: it saw everything that was committed before.
    private(set) var began: ContinuousClock.Instant
    /// What was committed then, as PostgreSQL writes it (section 9.26.9, pg_snapshot).
    private var snapshot: String

    /// The first one only notes where the next begins.
    init(on listener: Listener) throws {
        began = .now
        snapshot = try listener.pipeline([Self.currentSnapshot])[0].one().string(0)
    }

    /// Looks again.
    mutating func next(on listener: Listener) throws -> Finding {
        let beginning = ContinuousClock.now
        // The snapshot first: what commits between the statements is found now, and once more the next time.
        let results = try listener.pipeline([
            Self.currentSnapshot,
            "select c.profile_id, c.ts from vexar.clocks_moved(\(snapshot)::pg_snapshot) as c",
            "select a.profile_id from vexar.access_moved(\(snapshot)::pg_snapshot) as a",
        ])
        var finding = Finding()
        for row in results[1] {
            finding.clocks.append((ProfileID(rawValue: try row.int64(0)), try row.clockTime(1)))
        }
        for row in results[2] { finding.access.insert(ProfileID(rawValue: try row.int64(0))) }
        snapshot = try results[0].one().string(0)
        began = beginning
        return finding
    }

    private static let currentSnapshot: SQL = "select pg_current_snapshot()::text"
}
