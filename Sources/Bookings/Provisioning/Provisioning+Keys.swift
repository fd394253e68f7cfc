internal import Postgres

/// A key that was just made: the only time that it is seen.
public struct IssuedKey: Sendable {
    /// What `key list` and `key revoke` know it by.
    public let id: Int64
    /// The key, 64 hexadecimal digits.
    public let text: String
}

/// What became of a key that was to be revoked.
public struct RevokedKey: Sendable {
    /// The profile that it was of.
    public let username: String
    /// When it was revoked, if that was before: nothing had to be done then.
    public let revokedBefore: String?
}

extension Provisioning {
    /// Makes a key of a profile: its owner's, or a staff member's. Only its hash is kept.
    ///
    /// - Parameters:
    ///   - staffKey: the staff member, by the key of the profile file; nil for the owner.
    ///   - label: what it is for, up to 200 characters.
    public func issueKey(
        for username: String, staffKey: String? = nil, label: String? = nil
    ) throws(ProvisioningError) -> IssuedKey {
        let label = try Self.cleaned(label)
        let key = APIKey.generate()
        return try writing { transaction in
            let profile = try StoredProfile.id(of: username, in: transaction)
            let staffMember = try staffKey.map { try Self.staffMember($0, of: profile, username, in: transaction) }
            let rows = try transaction.query(
                """
                insert into vexar.api_keys (profile_id, operator_id, key_hash, label)
                values (\(profile), \(staffMember), \(key.hash), \(label))
                returning id
                """)
            guard let row = rows.first else { throw ProvisioningError.unexpected("the new key has no id") }
            return IssuedKey(id: try row.int64(0), text: key.text)
        }
    }

    /// The keys of a profile, as a table.
    public func keys(of username: String) throws(ProvisioningError) -> String {
        try reading { transaction in
            let profile = try StoredProfile.id(of: username, in: transaction)
            let rows = try transaction.query(
                """
                select k.id::text, s.key, k.label, \(unsafeRaw: utc("k.created_at")), \(unsafeRaw: utc("k.revoked_at"))
                from vexar.api_keys as k
                left join vexar.staff as s on s.profile_id = k.profile_id and s.id = k.operator_id
                where k.profile_id = \(profile)
                order by k.id
                """)
            var table = TextTable(["ID", "OPERATOR", "LABEL", "CREATED", "REVOKED"], rightAligned: [0])
            for row in rows {
                table.add(try (0..<5).map { try row.stringIfPresent($0) })
            }
            return table.text
        }
    }

    /// Revokes a key, at once and for good. A second time changes nothing.
    public func revokeKey(_ id: Int64) throws(ProvisioningError) -> RevokedKey {
        try writing { transaction in
            let rows = try transaction.query(
                """
                select p.username, \(unsafeRaw: utc("k.revoked_at"))
                from vexar.api_keys as k
                join vexar.profiles as p on p.id = k.profile_id
                where k.id = \(id)
                for update of k
                """)
            guard let row = rows.first else {
                throw ProvisioningError.notFound("there is no key \(id); see: vexar key list USERNAME")
            }
            let revoked = RevokedKey(username: try row.string(0), revokedBefore: try row.stringIfPresent(1))
            if revoked.revokedBefore == nil {
                _ = try transaction.query("update vexar.api_keys set revoked_at = now() where id = \(id)")
            }
            return revoked
        }
    }

    private static func cleaned(_ label: String?) throws(ProvisioningError) -> String? {
        do {
            return try label.flatMap { raw throws(FieldProblem) in try TextRule.label.clean(raw) }
        } catch {
            throw .refused("the label \(error.message.prefix(1).lowercased())\(error.message.dropFirst())")
        }
    }

    private static func staffMember(
        _ key: String, of profile: ProfileID, _ username: String, in transaction: borrowing Transaction
    ) throws -> OperatorID {
        let staff = try transaction.query(
            "select id, key, is_active from vexar.staff where profile_id = \(profile) order by id"
        ).map { (id: try $0.int64(0), key: try $0.string(1), isActive: try $0.bool(2)) }
        guard let found = staff.first(where: { $0.key == key }) else {
            let known = staff.filter(\.isActive).map(\.key).joined(separator: ", ")
            throw ProvisioningError.notFound(
                "\(username) has no staff member \(key.quoted)" + (known.isEmpty ? "" : "; there are: \(known)"))
        }
        guard found.isActive else {
            throw ProvisioningError.notFound(
                "staff member \(key.quoted) of \(username) is archived: list it in the profile file again first")
        }
        return OperatorID(rawValue: found.id)
    }
}

/// A column of instants as RFC 3339 in UTC, to the second.
private func utc(_ column: String) -> String {
    "to_char(\(column) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
}
