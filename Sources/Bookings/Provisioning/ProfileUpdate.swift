internal import Postgres

/// Brings a stored profile to what a file says, and tells what that changed. Nothing is written that is as it should
/// be, so that the profile's clock moves only with a change.
struct ProfileUpdate {
    let document: ProfileDocument
    let stored: StoredProfile

    /// Applies a file, in a transaction that nobody else applies one to the same profile in.
    static func apply(
        _ document: ProfileDocument, _ mistakes: Mistakes, in transaction: borrowing Transaction
    ) throws -> [ChangeLine] {
        let existing = try lockProfile(document.username, in: transaction)
        var check = ProfileCheck(document, against: existing, mistakes)
        try check.run(in: transaction)
        if let existing { return try ProfileUpdate(document: document, stored: existing).run(in: transaction) }
        let created = try insertProfile(document, in: transaction)
        let rest = try ProfileUpdate(document: document, stored: created).run(in: transaction)
        return [ChangeLine(sign: .added, subject: "profile \(created.username)")] + rest
    }

    private func run(in transaction: borrowing Transaction) throws -> [ChangeLine] {
        let profile = try updateProfile(in: transaction)
        let settings = try updateSettings(in: transaction)
        let schedule = try updateSchedule(in: transaction)
        let services = try updateServices(in: transaction)
        let staff = try updateStaff(in: transaction)
        // After the staff, whom they may name; told in the order of the file.
        let overrides = try updateOverrides(in: transaction)
        return [profile, settings, schedule, overrides, services, staff].flatMap(\.self)
    }
}

// MARK: - The profile and its settings

extension ProfileUpdate {
    /// The first statement of the transaction: applies of one profile queue here, that of a profile to be made too.
    static func queue(for username: String) -> SQL {
        "select pg_advisory_xact_lock(hashtextextended(\("vexar profile \(username)"), 0))"
    }

    /// Reads the profile, if it is there, with its clock held as every change of it does first.
    private static func lockProfile(
        _ username: String, in transaction: borrowing Transaction
    ) throws -> StoredProfile? {
        guard let profile = try StoredProfile.find(username, in: transaction) else { return nil }
        _ = try transaction.pipeline([
            "select set_config('vexar.profile_id', \(profile)::text, true)", "select vexar.lock_own_clock()",
        ])
        return try StoredProfile(profile, in: transaction)
    }

    /// Makes the profile with its settings, all of them at their defaults.
    private static func insertProfile(
        _ document: ProfileDocument, in transaction: borrowing Transaction
    ) throws -> StoredProfile {
        let given = document.profile.sorted { $0.key < $1.key }
        let columns: [SQL] = ["username"] + given.map { "\(unsafeRaw: $0.key)" }
        let values: [SQL] = ["\(document.username)"] + given.map { "\($0.value)" }
        let rows = try transaction.query(
            """
            insert into vexar.profiles (\(columns.joined(separator: ", ")))
            values (\(values.joined(separator: ", ")))
            returning id
            """)
        guard let row = rows.first else { throw ProvisioningError.unexpected("the new profile has no id") }
        let profile = ProfileID(rawValue: try row.int64(0))
        _ = try transaction.query("insert into vexar.profile_settings (profile_id) values (\(profile))")
        return try StoredProfile(profile, in: transaction)
    }

    private func updateProfile(in transaction: borrowing Transaction) throws -> [ChangeLine] {
        let changes = Field.profile.changes(from: stored.values, to: document.profile)
        if changes.isEmpty { return [] }
        _ = try transaction.query("update vexar.profiles set \(changes.assignments) where id = \(stored.id)")
        return [ChangeLine(sign: .changed, subject: "profile", details: changes.map(\.description))]
    }

    private func updateSettings(in transaction: borrowing Transaction) throws -> [ChangeLine] {
        guard let settings = stored.settings else {
            _ = try transaction.query("insert into vexar.profile_settings (profile_id) values (\(stored.id))")
            let complete = try StoredProfile(stored.id, in: transaction)
            let rest = try ProfileUpdate(document: document, stored: complete).updateSettings(in: transaction)
            return [ChangeLine(sign: .added, subject: "settings")] + rest
        }
        let changes = Field.settings.changes(from: settings, to: document.settings ?? [:])
        if changes.isEmpty { return [] }
        _ = try transaction.query(
            "update vexar.profile_settings set \(changes.assignments) where profile_id = \(stored.id)")
        return [ChangeLine(sign: .changed, subject: "settings", details: changes.map(\.description))]
    }
}

extension [FieldChange] {
    /// `name = value, …` for an UPDATE.
    var assignments: SQL {
        map { "\(unsafeRaw: $0.name) = \($0.new)" as SQL }.joined(separator: ", ")
    }
}
