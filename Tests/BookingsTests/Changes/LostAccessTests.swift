import HTTP
import Postgres
import Testing

@testable import Bookings

/// Who was remembered is refused as soon as what they had is taken away, whoever takes it.
@Suite struct LostAccessTests {
    private let profile: TestProfile

    init() throws {
        profile = try TestProfile()
    }

    /// Polls with a key until it is remembered, has it taken away, and waits until it is refused.
    private func check(_ key: String, _ takeAway: () throws -> Void) throws {
        try TestProcess.run { process in
            let api = try process.api(key)
            try process.untilItHears()
            #expect(try api.get("poll").status == 200)
            #expect(try api.get("poll").status == 200)
            try takeAway()
            try eventually("a refusal") { try api.get("poll").status == 401 }
            #expect(try api.get("").status == 401)
        }
    }

    @Test func aKeyRevokedInPsql() throws {
        try check(profile.key) {
            try profile.sql("update vexar.api_keys set revoked_at = now() where profile_id = \(profile.id)")
        }
    }

    /// As if the announcement had been lost: found by a sweep.
    @Test func aKeyThatIsRevokedWithoutAWord() throws {
        try check(profile.key) {
            try TestDatabase.superuser().transaction(.readWrite) { transaction in
                _ = try transaction.pipeline([
                    "set local session_replication_role = replica",
                    "update vexar.api_keys set revoked_at = now() where profile_id = \(profile.id)",
                    "insert into vexar.access_clocks (profile_id) values (\(profile.id))",
                ])
            }
        }
    }

    @Test func aKeyRevokedByAnOperator() throws {
        let provisioning = Provisioning(database: try TestDatabase.url("VEXAR_ADMIN_DATABASE_URL"))
        let id = try profile.sql("select id from vexar.api_keys where profile_id = \(profile.id)")[0].int64(0)
        try check(profile.key) { _ = try provisioning.revokeKey(id) }
    }

    @Test func aStaffMemberWhoIsArchived() throws {
        let staff = try profile.staff()
        try check(try profile.key(for: staff)) {
            try profile.sql("update vexar.staff set is_active = false where id = \(staff)")
        }
    }

    @Test func aStaffMemberWhoMaySeeLess() throws {
        let staff = try profile.staff(canViewAll: true)
        try profile.appointment("2026-07-01")
        try TestProcess.run { process in
            let api = try process.api(try profile.key(for: staff))
            try process.untilItHears()
            #expect(try api.get("")["total"]?.integer == 1)
            #expect(try api.get("")["total"]?.integer == 1)
            try profile.sql("update vexar.staff set can_view_all = false where id = \(staff)")
            try eventually("the narrower view") { try api.get("")["total"]?.integer == 0 }
        }
    }
}
