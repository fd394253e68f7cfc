import Postgres
import Testing

@testable import Bookings

/// Keys of the API, from issue to revocation.
@Suite struct KeyTests {
    private let test: TestProvisioning

    init() throws {
        test = try TestProvisioning()
        try test.makeSalon()
    }

    /// Whom the service takes a key for: `owner`, a staff member's key, or nobody.
    private func speaker(of key: String) throws -> String? {
        let hash = try #require(APIKey(key)).hash
        return try TestDatabase.superuser().query(
            """
            select coalesce(s.key, 'owner'), p.username
            from vexar.session_of_key(\(hash)::bytea) as k
            join vexar.profiles as p on p.id = k.profile_id
            left join vexar.staff as s on s.profile_id = k.profile_id and s.id = k.operator_id
            """
        ).first.map { row in
            #expect(try row.string(1) == test.username)
            return try row.string(0)
        }
    }

    @Test func anOwnersKeySpeaksForTheOwner() throws {
        let key = try test.provisioning.issueKey(for: test.username)
        #expect(try speaker(of: key.text) == "owner")
    }

    @Test func aStaffKeySpeaksForItsStaffMember() throws {
        let key = try test.provisioning.issueKey(for: test.username, staffKey: "bo", label: " front desk ")
        #expect(try speaker(of: key.text) == "bo")
        let line = try #require(
            test.provisioning.keys(of: test.username).split(separator: "\n").first { $0.contains("bo") })
        #expect(line.contains("bo        front desk"))
        #expect(line.hasSuffix("Z  -"))
    }

    @Test func aRevokedKeySpeaksForNobody() throws {
        let key = try test.provisioning.issueKey(for: test.username)
        let first = try test.provisioning.revokeKey(key.id)
        #expect(first.username == test.username)
        #expect(first.revokedBefore == nil)
        #expect(try speaker(of: key.text) == nil)

        let listed = try test.provisioning.keys(of: test.username)
        #expect(try test.provisioning.revokeKey(key.id).revokedBefore != nil)
        #expect(try test.provisioning.keys(of: test.username) == listed)
    }

    @Test func noKeyForWhoIsArchivedOrUnknown() throws {
        try test.apply(#""profile": {"username": "@me"}, "staff": [{"key": "anna"}]"#)
        for (staffKey, reason) in [
            ("bo", "staff member \"bo\" of \(test.username) is archived: list it in the profile file again first"),
            ("nobody", "\(test.username) has no staff member \"nobody\"; there are: anna"),
        ] {
            #expect {
                try test.provisioning.issueKey(for: test.username, staffKey: staffKey)
            } throws: { error in
                guard case ProvisioningError.notFound(let told) = error else { return false }
                return told == reason
            }
        }
        #expect(try test.provisioning.keys(of: test.username).isEmpty)
    }

    @Test func whatIsUnknownIsTold() throws {
        #expect(throws: ProvisioningError.self) { try test.provisioning.revokeKey(.max) }
        #expect(throws: ProvisioningError.self) { try test.provisioning.keys(of: "nobody-\(test.username)") }
        #expect(throws: ProvisioningError.self) { try test.provisioning.issueKey(for: "nobody-\(test.username)") }
        #expect(throws: ProvisioningError.self) {
            try test.provisioning.issueKey(for: test.username, label: String(repeating: "x", count: 201))
        }
    }
}
