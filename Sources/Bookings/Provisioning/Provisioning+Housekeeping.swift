internal import Postgres

extension Provisioning {
    /// Deletes what is past its time, batch by batch, each in a transaction of its own: idempotency keys after the 24
    /// hours for which they count; settled messages and review tokens; history, if it is not kept for ever. Any number
    /// of these may run at once, and one that was cut off is simply run again.
    ///
    /// What has left a staff member's view (`booking_departures`) is kept: a client of the feed may come back with a
    /// cursor of any age, and would never learn of it. It is one row for each booking and staff member at most.
    ///
    /// - Parameter tell: called with a line for each kind of row, once its last one is gone.
    public func deleteOld(_ retention: Retention, tell: (String) throws -> Void) throws {
        do {
            try deleteAll(retention, tell)
        } catch ProvisioningError.unavailable(let reason) {
            throw ProvisioningError.unavailable(
                "\(reason); batches that were deleted before stay so, run this again for the rest")
        }
    }

    private func deleteAll(_ retention: Retention, _ tell: (String) throws -> Void) throws {
        let age = "older than \(retention.messages.days) days"
        let keys = try deleteAll(by: HousekeepingQueries.idempotencyKeys)
        try tell(Self.line(keys, "idempotency keys", "older than 24 hours"))
        let messages = try deleteAll(by: HousekeepingQueries.messages(olderThan: retention.messages))
        try tell(Self.line(messages, "messages", age))
        let tokens = try deleteAll(by: HousekeepingQueries.reviewTokens(olderThan: retention.messages))
        try tell(Self.line(tokens, "review tokens", age))
        guard let history = retention.history else { return try tell("= history is kept for ever") }
        let entries = try deleteHistory(olderThan: history)
        try tell(Self.line(entries, "entries of history", "older than \(history.days) days"))
    }

    /// Runs a statement until it finds less than a whole batch, and adds up.
    private func deleteAll(by statement: SQL) throws(ProvisioningError) -> Int64 {
        var total: Int64 = 0
        while true {
            let deleted = try writing { transaction in try transaction.query(statement).one().int64(0) }
            total += deleted
            if deleted < HousekeepingQueries.batch { return total }
        }
    }

    private func deleteHistory(olderThan age: Age) throws(ProvisioningError) -> Int64 {
        var total: Int64 = 0
        var profile = ProfileID(rawValue: 0)
        while let next = try self.profile(after: profile) {
            profile = next
            total += try deleteHistory(of: profile, olderThan: age)
        }
        return total
    }

    private func deleteHistory(of profile: ProfileID, olderThan age: Age) throws(ProvisioningError) -> Int64 {
        var total: Int64 = 0
        var place: Int64? = 0
        while let after = place {
            (total, place) = try writing { transaction in
                let row = try transaction.query(
                    HousekeepingQueries.history(of: profile, after: after, olderThan: age)
                ).one()
                return (total + (try row.int64(0)), try row.int64IfPresent(1))
            }
        }
        return total
    }

    private func profile(after profile: ProfileID) throws(ProvisioningError) -> ProfileID? {
        try reading { transaction in
            try transaction.query(HousekeepingQueries.profile(after: profile)).first.map {
                ProfileID(rawValue: try $0.int64(0))
            }
        }
    }

    private static func line(_ count: Int64, _ what: String, _ age: String) -> String {
        count == 0 ? "= no \(what) \(age)" : "- \(count) \(what) \(age)"
    }
}
