import HTTP
import Postgres
import Testing

@testable import Bookings

/// What the grid holds beside bookings: every object to the letter, nulls included.
@Suite struct GridObjectTests {
    private let profile: TestProfile
    private let api: TestAPI
    private let july = "grid?date_from=2026-07-01&date_to=2026-07-31"

    init() throws {
        profile = try TestProfile(timezone: "Europe/Kyiv", currency: "uah")
        api = try TestAPI(key: profile.key)
    }

    private func expect(_ answer: TestAnswer, holds json: String, sourceLocation: SourceLocation = #_sourceLocation) {
        // PostgreSQL writes a blank after commas and colons of the JSON that it makes; it stands for nothing.
        let text = answer.text.replacing(", ", with: ",").replacing(" :", with: ":").replacing("\": ", with: "\":")
        #expect(text.contains(json), "\(text)", sourceLocation: sourceLocation)
    }

    @Test func anEmptyProfile() throws {
        let answer = try api.get(july)
        #expect(
            answer.text == #"{"success":true,"bookings":[],"schedule":[],"overrides":[],"services":[],"settings":"#
                + #"{"slot_duration":60,"buffer_time":0,"max_bookings_per_day":null,"min_notice_hours":0,"#
                + #""max_advance_days":365,"cancellation_hours":24,"auto_confirm":false,"require_payment":false,"#
                + #""confirmation_message":null,"staff_selection_mode":"optional","timezone":"Europe/Kyiv","#
                + #""currency":"uah"},"staff":[],"can_view_all":true,"#
                + #""stats":{"today":0,"pending":0,"upcoming":0,"total":0}}"#)
    }

    @Test func settings() throws {
        try profile.sql(
            """
            update vexar.profile_settings
            set slot_duration = 15, buffer_time = 5, max_bookings_per_day = 9, min_notice_hours = 2,
                max_advance_days = 90, cancellation_hours = 48, auto_confirm = true, require_payment = true,
                confirmation_message = 'See "you"', staff_selection_mode = 'auto'
            where profile_id = \(profile.id)
            """)
        expect(
            try api.get(july),
            holds: #""settings":{"slot_duration":15,"buffer_time":5,"max_bookings_per_day":9,"min_notice_hours":2,"#
                + #""max_advance_days":90,"cancellation_hours":48,"auto_confirm":true,"require_payment":true,"#
                + #""confirmation_message":"See \"you\"","staff_selection_mode":"auto","timezone":"Europe/Kyiv","#
                + #""currency":"uah"}"#)
    }

    @Test func theProfilesOwnWeek() throws {
        let staff = try profile.staff()
        try profile.sql(
            """
            insert into vexar.schedules (profile_id, operator_id, day_of_week, start_time, end_time, is_available)
            values
                (\(profile.id), null, 1, '14:00', '18:30', true),
                (\(profile.id), null, 1, '09:00', '13:00', true),
                (\(profile.id), null, 0, null, null, false),
                (\(profile.id), \(staff), 1, '10:00', '12:00', true)
            """)
        let answer = try api.get(july)
        expect(
            answer,
            holds: #""schedule":[{"day_of_week":0,"start_time":null,"end_time":null,"is_available":false},"#
                + #"{"day_of_week":1,"start_time":"09:00","end_time":"13:00","is_available":true},"#
                + #"{"day_of_week":1,"start_time":"14:00","end_time":"18:30","is_available":true}],"overrides""#)
        expect(
            answer,
            holds: #""services":[],"schedule":[{"day_of_week":1,"start_time":"10:00","end_time":"12:00","#
                + #""is_available":true}]}]"#)
    }

    @Test func daysThatDiffer() throws {
        let staff = try profile.staff()
        let ids = try profile.sql(
            """
            insert into vexar.overrides (
                profile_id, operator_id, override_date, is_available, start_time, end_time, reason
            )
            values
                (\(profile.id), null, '2026-07-31', true, '20:00', '23:00', 'Late "night"'),
                (\(profile.id), \(staff), '2026-07-01', false, null, null, null),
                (\(profile.id), null, '2026-06-30', false, null, null, null),
                (\(profile.id), null, '2026-08-01', false, null, null, null)
            returning id
            """
        ).map { try $0.int64(0) }
        expect(
            try api.get(july),
            holds: #""overrides":[{"id":\#(ids[1]),"operator_id":\#(staff),"override_date":"2026-07-01","#
                + #""is_available":false,"start_time":null,"end_time":null,"reason":null},"#
                + #"{"id":\#(ids[0]),"operator_id":null,"override_date":"2026-07-31","is_available":true,"#
                + #""start_time":"20:00","end_time":"23:00","reason":"Late \"night\""}]"#)
    }

    @Test func services() throws {
        let plain = try profile.service("Cut \\ \"dry\"", price: 9_999_999_999, minutes: nil)
        let group = try profile.service("Yoga", price: 0, minutes: 10_080, capacity: 12, currency: "eur")
        let room = try profile.rental("Room", price: 9_000, capacity: 3)
        let (ann, bob) = (try profile.staff("Ann", offers: [group, plain]), try profile.staff("Bob", offers: [group]))
        try profile.sql(
            "update vexar.products set description = E'Two\\nlines', is_active = false where id = \(room)")
        expect(
            try api.get(july),
            holds: #""services":[{"id":\#(plain),"name":"Cut \\ \"dry\"","description":null,"kind":"service","#
                + #""price":9999999999,"currency":"uah","duration_minutes":null,"capacity":1,"is_active":true,"#
                + #""operator_ids":[\#(ann)]},"#
                + #"{"id":\#(group),"name":"Yoga","description":null,"kind":"service","price":0,"currency":"eur","#
                + #""duration_minutes":10080,"capacity":12,"is_active":true,"operator_ids":[\#(ann),\#(bob)]},"#
                + #"{"id":\#(room),"name":"Room","description":"Two\nlines","kind":"rental","price":9000,"#
                + #""currency":"uah","duration_minutes":null,"capacity":3,"is_active":false,"operator_ids":[]}]"#)
    }

    @Test func staff() throws {
        let (cut, wash) = (try profile.service("Cut"), try profile.service("Wash"))
        let ann = try profile.staff("Ann", offers: [wash, cut])
        let bob = try profile.staff("Bob")
        try profile.sql(
            """
            update vexar.staff
            set display_name = 'Annie', job_title = 'Stylist', color = '#Ff8800', avatar_url = 'https://x.example/a?b&c',
                is_bookable = false
            where id = \(ann)
            """)
        try profile.sql("update vexar.staff set is_active = false, display_name = 'B' where id = \(bob)")
        expect(
            try api.get(july),
            holds: #""staff":[{"id":\#(ann),"name":"Ann","display_name":"Annie","job_title":"Stylist","#
                + ##""is_active":true,"is_bookable":false,"color":"#Ff8800","avatar_url":"https://x.example/a?b&c","##
                + #""services":[\#(cut),\#(wash)],"schedule":[]},"#
                + #"{"id":\#(bob),"name":"Bob","display_name":"B","job_title":null,"is_active":false,"#
                + #""is_bookable":true,"color":null,"avatar_url":null,"services":[],"schedule":[]}],"can_view_all""#)
    }

    @Test func inTheOrderOfTheContract() throws {
        #expect(
            try api.get(july).json.keys == [
                "success", "bookings", "schedule", "overrides", "services", "settings", "staff", "can_view_all",
                "stats",
            ])
    }

    @Test func anotherProfilesThingsAreNotInIt() throws {
        let other = try TestProfile()
        _ = try other.staff(offers: [try other.service(), try other.rental()])
        try other.appointment("2026-07-01")
        let answer = try api.get(july)
        for part in ["bookings", "services", "staff", "schedule", "overrides"] {
            #expect(answer[part]?.array?.isEmpty == true)
        }
        #expect(answer["stats"]?["total"]?.integer == 0)
    }
}
