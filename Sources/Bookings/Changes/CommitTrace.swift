internal import Postgres

/// What a change tells of itself at the end of its transaction, for those who are to hear of it after the commit.
struct CommitTrace: Sendable {
    /// What the profile's clock has come to.
    let ts: ClockTime
    /// Whether it was this transaction that moved it.
    let hasMoved: Bool
    /// Whether a message to a visitor was queued.
    let hasQueued: Bool

    /// The transaction's last statement.
    static func statement(for profile: ProfileID) -> SQL {
        """
        select
            c.ts,
            coalesce(c.xact = pg_current_xact_id_if_assigned(), false),
            coalesce(current_setting('vexar.has_queued', true), '') = 'on'
        from vexar.profile_clocks as c
        where c.profile_id = \(profile)::bigint
        """
    }

    /// The row of ``statement(for:)``.
    init(_ row: Row) throws {
        ts = try row.clockTime(0)
        hasMoved = try row.bool(1)
        hasQueued = try row.bool(2)
    }
}
