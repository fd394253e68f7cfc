import Foundation
import HTTP
import Testing

@testable import Bookings

/// What is shown of a profile.
@Suite struct ProfileShowTests {
    private let test: TestProvisioning

    init() throws {
        test = try TestProvisioning()
    }

    /// Archived ones and awkward texts too.
    @Test func whatIsShownAsAFileChangesNothing() throws {
        try test.makeSalon()
        try test.apply(
            #"""
            "profile": {"username": "@me", "display_name": "“Magnolia” \\ \"Co\" 🌸"},
            "services": [{"key": "cut", "description": "Wash,\n\tcut"}],
            "staff": [{"key": "anna", "avatar_url": "https://example.com/a?b=c&d"}]
            """#)
        let clock = try test.clock()
        let file = try test.provisioning.profileFile(test.username)
        #expect(try test.provisioning.apply(Array(file.utf8)).isEmpty)
        #expect(try test.clock() == clock)
        #expect(try test.provisioning.profileFile(test.username) == file)
    }

    /// Where answers to messages go: in the file where it is set, and taken back by null.
    @Test func theAddressForAnswers() throws {
        try test.makeSalon()
        func apply(_ email: String) throws -> [String] {
            let file = #"{"profile": {"username": "\#(test.username)", "email": \#(email)}}"#
            return try test.provisioning.apply(Array(file.utf8))
        }
        #expect(try apply(#""owner@example.com""#) == [#"~ profile: email null -> "owner@example.com""#])
        #expect(try test.stored()["profile"]?["email"]?.string == "owner@example.com")
        #expect(try apply("null").count == 1)
        #expect(try test.stored()["profile"]?.object?.map(\.key).contains("email") == false)
        #expect(throws: ProvisioningError.self) { try apply(#""nobody""#) }
    }

    @Test func theFileHasIDsAndTheNamesOfTheGrid() throws {
        try test.makeSalon()
        let file = try test.stored()
        #expect(file.object?.map(\.key) == ["profile", "settings", "schedule", "overrides", "services", "staff"])
        #expect(
            file["profile"]?.object?.map(\.key) == [
                "id", "username", "display_name", "timezone", "currency", "language",
            ])
        #expect(
            file["services"]?.array?.first?.object?.map(\.key) == [
                "id", "key", "kind", "name", "description", "price", "currency", "duration_minutes", "capacity",
                "is_active",
            ])
        #expect(
            file["staff"]?.array?.first?.object?.map(\.key) == [
                "id", "key", "name", "display_name", "email", "job_title", "is_active", "is_bookable", "can_view_all",
                "color", "avatar_url", "services", "schedule",
            ])
        #expect(
            file["overrides"]?.array?.first?.object?.map(\.key) == [
                "operator", "override_date", "is_available", "start_time", "end_time", "reason",
            ])
    }

    @Test func inWordsItNamesEverything() throws {
        try test.makeSalon()
        let text = try test.provisioning.describeProfile(test.username)
        for part in [
            "\(test.username): Magnolia\n", "timezone Europe/Kyiv, currency uah", "slot_duration         30",
            "Mon-Tue 09:00-18:00", "Sun closed", #"2030-12-25 closed "Christmas""#, "Haircut", "5000 uah", "Анна",
            "cut class", "anna  Mon 10:00-16:00",
        ] {
            #expect(text.contains(part), "\(part) in:\n\(text)")
        }
    }

    @Test func theListHasALineAProfile() throws {
        try test.makeSalon()
        let line = try test.provisioning.profiles().split(separator: "\n").first { $0.contains(test.username) }
        let words = try #require(line).split(separator: " ").map(String.init)
        #expect(words.dropFirst() == [test.username, "Magnolia", "Europe/Kyiv", "0"])
    }

    @Test func anUnknownProfileIsTold() throws {
        for show in [test.provisioning.describeProfile, test.provisioning.profileFile] {
            #expect {
                try show(test.username)
            } throws: { error in
                guard case ProvisioningError.notFound(let reason) = error else { return false }
                return reason == "there is no profile \"\(test.username)\"; see: vexar profile list"
            }
        }
    }

    /// Row-level security would show the service's role an empty list.
    @Test func theServicesRoleIsRefused() throws {
        let url = try #require(ProcessInfo.processInfo.environment["VEXAR_DATABASE_URL"])
        #expect {
            try Provisioning(database: url).profiles()
        } throws: { error in
            guard case ProvisioningError.unavailable(let reason) = error else { return false }
            return reason.contains("vexar_admin")
        }
    }
}
