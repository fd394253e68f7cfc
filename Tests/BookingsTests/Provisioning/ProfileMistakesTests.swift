import HTTP
import Testing

@testable import Bookings

/// Whatever is wrong with a profile file is told with its place, all in one go, and nothing is changed.
@Suite struct ProfileMistakesTests {
    private static let valid = #""profile": {"username": "@me", "display_name": "One", "timezone": "UTC"}"#

    /// One mistake each, in a file that is right but for it.
    private static let single: [(sections: String, mistake: String)] = [
        (#""profile": 5"#, "profile: must be an object"),
        ("", "profile: is required, with at least its username"),
        (#""profile": {}"#, "profile.username: is required"),
        (
            #""profile": {"username": "Salon"}"#,
            "profile.username: must be 1 to 63 lower-case letters and digits, after the first also _ . -"
        ),
        (
            #""profile": {"username": "@me", "timezone": "UTC"}"#,
            "profile.display_name: is required for a new profile"
        ),
        (
            #""profile": {"username": "@me", "display_name": "One"}"#,
            "profile.timezone: is required for a new profile"
        ),
        (
            #""profile": {"username": "@me", "display_name": "One", "timezone": "europe/KYIV"}"#,
            #"profile.timezone: must be the name of an IANA time zone; did you mean "Europe/Kyiv"?"#
        ),
        (
            #""profile": {"username": "@me", "display_name": "One", "timezone": "Kyiv+2"}"#,
            #"profile.timezone: must be the name of an IANA time zone, as in "Europe/Kyiv""#
        ),
        (
            #""profile": {"username": "@me", "display_name": "One", "timezone": "EST"}"#,
            #"profile.timezone: must be the name of an IANA time zone, as in "Europe/Kyiv""#
        ),
        (
            #""profile": {"username": "@me", "display_name": "One", "timezone": "UTC", "currency": "euro"}"#,
            #"profile.currency: must be three letters, as in "usd""#
        ),
        (
            #""profile": {"username": "@me", "display_name": "One", "timezone": "UTC", "language": "english"}"#,
            #"profile.language: must be a language tag, as in "uk" or "en-gb""#
        ),
        (
            #""profile": {"username": "@me", "display_name": "One", "timezone": "UTC", "name": "x"}"#,
            "profile.name: unknown; there are: id, username, display_name, timezone, currency, language, email"
        ),
        (
            #""profile": {"username": "@me", "display_name": null, "timezone": "UTC"}"#,
            "profile.display_name: must not be null; leave it out to keep what there is"
        ),
        (
            valid + #", "staf": []"#,
            "staf: unknown; there are: profile, settings, schedule, overrides, services, staff"
        ),
        (
            valid + #", "settings": {"slot_duration": 5000.0}"#,
            "settings.slot_duration: must be an integer from 1 to 10080"
        ),
        (
            valid + #", "settings": {"slot_duration": "30"}"#,
            "settings.slot_duration: must be an integer from 1 to 10080"
        ),
        (valid + #", "settings": {"auto_confirm": 1}"#, "settings.auto_confirm: must be true or false"),
        (
            valid + #", "settings": {"staff_selection_mode": "any"}"#,
            #"settings.staff_selection_mode: must be one of "hidden", "optional", "required", "auto""#
        ),
        (valid + #", "schedule": {}"#, "schedule: must be an array"),
        (
            valid + #", "schedule": [{"day_of_week": 7, "is_available": false}]"#,
            "schedule[0].day_of_week: must be an integer from 0 to 6"
        ),
        (
            valid + #", "schedule": [{"day_of_week": 1}]"#,
            "schedule[0].start_time: is required, unless is_available is false"
        ),
        (
            valid + #", "schedule": [{"day_of_week": 1, "start_time": "9:00", "end_time": "18:00"}]"#,
            "schedule[0].start_time: must be HH:MM, 00:00 to 23:59"
        ),
        (
            valid + #", "schedule": [{"day_of_week": 1, "start_time": "09:00"}]"#,
            "schedule[0].end_time: is required with start_time"
        ),
        (
            valid + #", "overrides": [{"override_date": "2026-02-30", "is_available": false}]"#,
            "overrides[0].override_date: must be YYYY-MM-DD"
        ),
        (
            valid + #", "overrides": [{"override_date": "1999-12-31", "is_available": false}]"#,
            "overrides[0].override_date: must be from 2000-01-01 to 2100-12-31"
        ),
        (
            valid + #", "overrides": [{"operator": "bob", "override_date": "2026-02-03", "is_available": false}]"#,
            #"overrides[0].operator: there is no staff member "bob" in this file or this profile"#
        ),
        (valid + #", "services": [{"name": "x", "kind": "service"}]"#, "services[0].key: is required"),
        (
            valid + #", "services": [{"key": "á", "name": "x", "kind": "service"}]"#,
            "services[0].key: must be 1 to 63 letters from a to z and digits, after the first also _ . -"
        ),
        (valid + #", "services": [{"key": "cut", "name": "x"}]"#, "services[0].kind: is required for a new service"),
        (
            valid + #", "services": [{"key": "cut", "name": "x", "kind": "service", "price": 10000000000}]"#,
            "services[0].price: must be an integer from 0 to 9999999999"
        ),
        (
            valid + #", "services": [{"key": "room", "name": "x", "kind": "rental", "duration_minutes": 60}]"#,
            "services[0].duration_minutes: must be null for a rental, which is booked by the night"
        ),
        (
            valid
                + #", "services": [{"key": "a", "name": "x", "kind": "rental"}, {"key": "a", "name": "x", "kind": "rental"}]"#,
            #"services[1].key: "a" is the key of services[0] already"#
        ),
        (valid + #", "staff": [{"key": "anna"}]"#, "staff[0].name: is required for a new staff member"),
        (
            valid + #", "staff": [{"key": "anna", "name": "a\u0000"}]"#,
            "staff[0].name: must not contain control characters"
        ),
        (
            valid + #", "staff": [{"key": "anna", "name": "A", "email": "a@b@c"}]"#,
            "staff[0].email: must be an e-mail address"
        ),
        (
            valid + #", "staff": [{"key": "anna", "name": "A", "color": "red"}]"#,
            "staff[0].color: must be a color as #RRGGBB"
        ),
        (
            valid + #", "staff": [{"key": "anna", "name": "A", "services": ["cut"]}]"#,
            #"staff[0].services[0]: there is no service "cut" in this file or this profile"#
        ),
    ]

    @Test(arguments: 0..<single.count)
    func aMistakeIsToldWithItsPlace(_ index: Int) throws {
        let test = try TestProvisioning()
        let (sections, mistake) = Self.single[index]
        #expect(try test.mistakes(sections) == [mistake])
        #expect(try test.count() == 0)
    }

    @Test func allMistakesAreToldInOneGo() throws {
        let test = try TestProvisioning()
        try test.makeSalon()
        let clock = try test.clock()
        let mistakes = try test.mistakes(
            """
            "profile": {"username": "@me", "timezone": "Mars/Olympus"},
            "settings": {"buffer_time": -1},
            "services": [{"key": "cut", "kind": "rental"}, {"key": "new", "price": "1"}],
            "staff": [{"key": "anna", "services": ["none"]}],
            "overrides": [{"operator": "nobody"}]
            """)
        #expect(
            Set(mistakes.map { $0.prefix { $0 != ":" } }) == [
                "profile.timezone", "settings.buffer_time", "services[0].kind", "services[1].price", "services[1].kind",
                "services[1].name", "staff[0].services[0]", "overrides[0].override_date", "overrides[0].is_available",
                "overrides[0].operator",
            ])
        #expect(
            mistakes.contains(#"services[0].kind: cannot change from "service"; list a new service under another key"#))
        #expect(try test.clock() == clock)
    }

    @Test func anIDOfSomethingElseIsRefused() throws {
        let (test, other) = (try TestProvisioning(), try TestProvisioning())
        try test.makeSalon()
        try other.makeSalon()
        let cut = try #require(try test.stored("services", "cut")?["id"]?.integer)
        let anna = try #require(try other.stored("staff", "anna")?["id"]?.integer)
        let profile = try #require(try other.stored()["profile"]?["id"]?.integer)
        let mistakes = try test.mistakes(
            """
            "profile": {"username": "@me", "id": \(profile)},
            "services": [{"key": "cut"}, {"key": "class", "id": \(cut)}],
            "staff": [{"key": "anna", "id": \(anna)}, {"key": "bo", "id": 9000000000000000000}]
            """)
        #expect(
            mistakes == [
                "profile.id: \(profile) is the id of profile \"\(other.username)\"; leave it out",
                "services[1].id: \(cut) is the id of service \"cut\"; leave it out",
                "staff[0].id: \(anna) is the id of staff member \"anna\" of profile \"\(other.username)\"; leave it out",
            ])
    }

    @Test(arguments: [
        ("", 1, 1, "there is no value"),
        ("{\n  \"profile\": {},\n  \"profile\": {}\n}", 3, 3, "an object has this key twice"),
        ("{\"profile\": {\"username\": \"x\",}}", 1, 30, "unexpected character"),
    ])
    func whatIsNoJSONIsToldByLineAndColumn(_ text: String, _ line: Int, _ column: Int, _ reason: String) throws {
        let test = try TestProvisioning()
        #expect {
            try test.provisioning.apply(Array(text.utf8))
        } throws: { error in
            guard case ProvisioningError.malformed(let l, let c, let r) = error else { return false }
            return (l, c, r) == (line, column, reason)
        }
    }
}
