internal import Postgres

/// What deletes old rows, a batch a statement; each is to be committed by itself.
enum HousekeepingQueries {
    /// How many rows go at once: few enough that a batch takes milliseconds.
    static let batch: Int64 = 500

    /// One row: how many answers that no longer count were deleted.
    static let idempotencyKeys: SQL = "select vexar.delete_idempotency_keys(\(batch)::integer)"

    /// One row: how many settled messages older than this were deleted.
    static func messages(olderThan age: Age) -> SQL {
        "select vexar.delete_messages(now() - \(age.postgresInterval)::interval, \(batch)::integer)"
    }

    /// One row: how many review tokens older than this were deleted.
    static func reviewTokens(olderThan age: Age) -> SQL {
        "select vexar.delete_review_tokens(now() - \(age.postgresInterval)::interval, \(batch)::integer)"
    }

    /// One row: how many entries of a profile's history older than this were deleted, and the id of the last one looked
    /// at; null at the end.
    static func history(of profile: ProfileID, after id: Int64, olderThan age: Age) -> SQL {
        """
        select d.deleted, d.last_id
        from vexar.delete_history(
            \(profile)::bigint, \(id)::bigint, now() - \(age.postgresInterval)::interval, \(batch)::integer
        ) as d
        """
    }

    /// The id of the next profile; no row behind the last.
    static func profile(after profile: ProfileID) -> SQL {
        "select p.id from vexar.profiles as p where p.id > \(profile)::bigint order by p.id limit 1"
    }
}
