import Foundation
import HTTP
import Postgres

@testable import Bookings

/// A username of a test's own, with what operators do to it.
struct TestProvisioning {
    let username: String
    let provisioning: Provisioning

    /// Give the username of another one to speak of its profile from another thread.
    init(username: String = "p-" + UUID().uuidString.lowercased()) throws {
        self.username = username
        provisioning = Provisioning(database: try Self.url())
    }

    /// Where operators connect.
    static func url() throws -> String {
        let name = "VEXAR_ADMIN_DATABASE_URL"
        guard let url = ProcessInfo.processInfo.environment[name] else { throw TestDatabase.Missing(variable: name) }
        return url
    }

    /// A profile file of these sections; its username stands for `@me`.
    func file(_ sections: String) -> [UInt8] {
        Array("{\(sections.replacing("@me", with: username))}".utf8)
    }

    /// Applies a file of these sections.
    @discardableResult
    func apply(_ sections: String, dryRun: Bool = false) throws -> [String] {
        try provisioning.apply(file(sections), dryRun: dryRun)
    }

    /// Makes a small salon: two services, one of them for groups, and two members of staff.
    @discardableResult
    func makeSalon() throws -> [String] {
        try apply(Self.salon)
    }

    static let salon = """
        "profile": {"username": "@me", "display_name": "Magnolia", "timezone": "Europe/Kyiv", "currency": "UAH"},
        "settings": {"slot_duration": 30, "confirmation_message": "See you soon"},
        "schedule": [
            {"day_of_week": 1, "start_time": "09:00", "end_time": "18:00"},
            {"day_of_week": 2, "start_time": "09:00", "end_time": "18:00"},
            {"day_of_week": 0, "is_available": false}
        ],
        "overrides": [
            {"override_date": "2030-12-25", "is_available": false, "reason": "Christmas"},
            {"operator": "anna", "override_date": "2030-05-02", "is_available": true, "start_time": "10:00",
             "end_time": "12:00"}
        ],
        "services": [
            {"key": "cut", "kind": "service", "name": "Haircut", "price": 5000, "duration_minutes": 45},
            {"key": "class", "kind": "service", "name": "Make-up class", "capacity": 8}
        ],
        "staff": [
            {"key": "anna", "name": "Анна", "can_view_all": true, "services": ["cut", "class"],
             "schedule": [{"day_of_week": 1, "start_time": "10:00", "end_time": "16:00"}]},
            {"key": "bo", "name": "Bo", "email": "bo@example.com", "services": ["cut"]}
        ]
        """

    /// The profile as its file says it.
    func stored() throws -> JSONValue {
        try JSONReader.read(Array(provisioning.profileFile(username).utf8))
    }

    /// The service or staff member with a key.
    func stored(_ section: String, _ key: String) throws -> JSONValue? {
        try stored()[section]?.array?.first { $0["key"]?.string == key }
    }

    /// The profile's clock.
    func clock() throws -> Int64 {
        try TestDatabase.superuser().query(
            """
            select c.ts from vexar.profile_clocks as c
            join vexar.profiles as p on p.id = c.profile_id
            where p.username = \(username)
            """)[0].int64(0)
    }

    /// How many profiles have the username.
    func count() throws -> Int64 {
        try TestDatabase.superuser()
            .query("select count(*) from vexar.profiles where username = \(username)")[0].int64(0)
    }

    /// The mistakes that a file has, `PATH: PROBLEM` each.
    func mistakes(_ sections: String) throws -> [String] {
        do {
            try apply(sections)
            return []
        } catch ProvisioningError.mistakes(let mistakes) {
            return mistakes.map { $0.description.replacing(username, with: "@me") }
        }
    }
}
