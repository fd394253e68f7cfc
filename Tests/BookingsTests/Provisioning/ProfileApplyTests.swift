import HTTP
import Postgres
import Testing

@testable import Bookings

/// A profile file makes and changes a profile, and tells what it did.
@Suite struct ProfileApplyTests {
    private let test: TestProvisioning

    init() throws {
        test = try TestProvisioning()
    }

    @Test func aNewProfileIsToldLineByLine() throws {
        let lines = try test.makeSalon()
        #expect(
            lines == [
                "+ profile \(test.username)",
                #"~ settings: slot_duration 60 -> 30, confirmation_message null -> "See you soon""#,
                "~ schedule: +Mon-Tue 09:00-18:00, +Sun closed",
                #"+ override 2030-12-25 closed "Christmas""#,
                "+ override 2030-05-02 (anna) 10:00-12:00",
                "+ service cut",
                "+ service class",
                "+ staff anna: services +cut +class, schedule +Mon 10:00-16:00",
                "+ staff bo: services +cut",
            ])
    }

    @Test func aNewProfileHasTheDefaults() throws {
        try test.apply(#""profile": {"username": "@me", "display_name": "One", "timezone": "UTC"}"#)
        let profile = try test.stored()
        #expect(profile["profile"]?["currency"]?.string == "usd")
        #expect(profile["profile"]?["language"]?.string == "en")
        #expect(profile["settings"]?["slot_duration"]?.integer == 60)
        #expect(profile["settings"]?["max_bookings_per_day"]?.isNull == true)
        #expect(profile["services"]?.array?.isEmpty == true)
    }

    @Test func theSecondTimeNothingChanges() throws {
        try test.makeSalon()
        let clock = try test.clock()
        #expect(try test.makeSalon().isEmpty)
        #expect(try test.clock() == clock)
    }

    /// Also where lists come in another order: they are the same lists.
    @Test func orderIsNoChange() throws {
        try test.makeSalon()
        let clock = try test.clock()
        let lines = try test.apply(
            """
            "profile": {"username": "@me"},
            "schedule": [
                {"day_of_week": 0, "is_available": false},
                {"day_of_week": 2, "start_time": "09:00", "end_time": "18:00"},
                {"day_of_week": 1, "start_time": "09:00", "end_time": "18:00"}
            ],
            "services": [{"key": "class"}, {"key": "cut"}],
            "staff": [{"key": "bo"}, {"key": "anna", "services": ["class", "cut"]}]
            """)
        #expect(lines.isEmpty)
        #expect(try test.clock() == clock)
    }

    @Test func whatIsLeftOutStaysAndNullClears() throws {
        try test.makeSalon()
        let lines = try test.apply(
            """
            "profile": {"username": "@me", "display_name": "Magnolia & Co"},
            "settings": {"confirmation_message": null},
            "services": [{"key": "cut", "price": 5500, "duration_minutes": null}, {"key": "class"}]
            """)
        #expect(
            lines == [
                #"~ profile: display_name "Magnolia" -> "Magnolia & Co""#,
                #"~ settings: confirmation_message "See you soon" -> null"#,
                "~ service cut: price 5000 -> 5500, duration_minutes 45 -> null",
            ])
        let profile = try test.stored()
        #expect(profile["profile"]?["timezone"]?.string == "Europe/Kyiv")
        #expect(profile["settings"]?["slot_duration"]?.integer == 30)
        #expect(profile["staff"]?.array?.count == 2)
        #expect(try test.stored("services", "cut")?["name"]?.string == "Haircut")
    }

    @Test func whatIsNoLongerListedIsArchivedAndComesBack() throws {
        try test.makeSalon()
        let id = try test.stored("services", "class")?["id"]?.integer
        let gone = try test.apply(
            #""profile": {"username": "@me"}, "services": [{"key": "cut"}], "staff": [{"key": "anna"}]"#)
        #expect(gone == ["- service class (archived)", "- staff bo (archived)"])
        #expect(try test.stored("services", "class")?["is_active"]?.bool == false)
        #expect(try test.stored("staff", "bo")?["services"]?.array?.count == 1)

        let back = try test.apply(#""profile": {"username": "@me"}, "services": [{"key": "cut"}, {"key": "class"}]"#)
        #expect(back == ["~ service class: is_active false -> true"])
        #expect(try test.stored("services", "class")?["id"]?.integer == id)
    }

    @Test func whatIsListedAsArchivedStaysSo() throws {
        let file =
            #""profile": {"username": "@me"}, "services": [{"key": "cut", "is_active": false}, {"key": "class"}]"#
        try test.makeSalon()
        #expect(try test.apply(file) == ["~ service cut: is_active true -> false"])
        #expect(try test.apply(file).isEmpty)
    }

    @Test func listsAreReplacedAsAWhole() throws {
        try test.makeSalon()
        let lines = try test.apply(
            """
            "profile": {"username": "@me"},
            "schedule": [{"day_of_week": 1, "start_time": "09:00", "end_time": "18:00"}],
            "overrides": [{"operator": "bo", "override_date": "2031-01-01", "is_available": false}],
            "staff": [{"key": "anna", "services": ["class"], "schedule": []}, {"key": "bo"}]
            """)
        #expect(
            lines == [
                "~ schedule: -Tue 09:00-18:00, -Sun closed",
                "- override 2030-05-02 (anna) 10:00-12:00",
                #"- override 2030-12-25 closed "Christmas""#,
                "+ override 2031-01-01 (bo) closed",
                "~ staff anna: services -cut, schedule -Mon 10:00-16:00",
            ])
        #expect(try test.stored()["overrides"]?.array?.count == 1)
        #expect(try test.stored("staff", "anna")?["schedule"]?.array?.isEmpty == true)
    }

    /// Ids that clients may have seen stay with what did not change.
    @Test func anOverrideThatStaysKeepsItsID() throws {
        try test.makeSalon()
        let christmas: SQL = "override_date = '2030-12-25'"
        let before = try overrideID(where: christmas)
        try test.apply(
            """
            "profile": {"username": "@me"},
            "overrides": [{"override_date": "2030-12-25", "is_available": false, "reason": "Christmas"}]
            """)
        #expect(try overrideID(where: christmas) == before)
    }

    private func overrideID(where condition: SQL) throws -> Int64 {
        try TestDatabase.superuser().query(
            """
            select o.id from vexar.overrides as o join vexar.profiles as p on p.id = o.profile_id
            where p.username = \(test.username) and \(condition)
            """)[0].int64(0)
    }

    @Test func aDryRunTellsTheSameAndLeavesNothing() throws {
        let told = try test.apply(TestProvisioning.salon, dryRun: true)
        #expect(try test.count() == 0)
        #expect(try test.makeSalon() == told)

        let clock = try test.clock()
        let change = #""profile": {"username": "@me"}, "services": []"#
        let dry = try test.apply(change, dryRun: true)
        #expect(dry == ["- service cut (archived)", "- service class (archived)"])
        #expect(try test.clock() == clock)
        #expect(try test.apply(change) == dry)
        #expect(try test.clock() > clock)
    }

    /// A profile that somebody made in psql.
    @Test func settingsThatAreMissingAreMade() throws {
        _ = try TestDatabase.superuser().query(
            "insert into vexar.profiles (username, display_name) values (\(test.username), 'By hand')")
        #expect(try test.stored()["settings"] == nil)
        let lines = try test.apply(#""profile": {"username": "@me"}, "settings": {"buffer_time": 5}"#)
        #expect(lines == ["+ settings", "~ settings: buffer_time 0 -> 5"])
    }

    @Test func bookingsMoveWithTheirProfilesTimeZone() throws {
        try test.makeSalon()
        let database = try TestDatabase.superuser()
        _ = try database.query(
            """
            insert into vexar.bookings (
                profile_id, kind, booking_date, start_time, duration_minutes, status, visitor_name, currency
            )
            select p.id, 'service', '2030-01-15', '10:00', 60, 'confirmed', 'Jane', 'uah'
            from vexar.profiles as p where p.username = \(test.username)
            """)
        let lines = try test.apply(#""profile": {"username": "@me", "timezone": "America/New_York"}"#)
        #expect(lines == [#"~ profile: timezone "Europe/Kyiv" -> "America/New_York""#])
        let moved = try database.query(
            """
            select b.starts_at = '2030-01-15 15:00+00' from vexar.bookings as b
            join vexar.profiles as p on p.id = b.profile_id and p.username = \(test.username)
            """)
        #expect(try moved[0].bool(0))
    }
}
