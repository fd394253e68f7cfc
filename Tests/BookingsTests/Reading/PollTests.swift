import HTTP
import Postgres
import Testing

@testable import Bookings

/// `GET /bookings/poll`: greater after every change of what the grid shows, the same while nothing changes.
@Suite struct PollTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    private func ts() throws -> Int64 {
        try #require(try api.get("poll")["ts"]?.integer)
    }

    private func now() throws -> Int64 {
        try profile.sql("select floor(extract(epoch from clock_timestamp()))::bigint")[0].int64(0)
    }

    @Test func theShapeOfThePoll() throws {
        let answer = try api.get("poll")
        #expect(answer.text == #"{"ts":\#(try ts())}"#)
        #expect(answer.headers["Content-Type"] == "application/json")
    }

    @Test func theSecondOfTheLastChange() throws {
        // Making the profile has run a little ahead of the second; let time catch up.
        while try now() <= ts() { try profile.sql("select pg_sleep(0.2)") }
        let before = try now()
        try profile.appointment("2026-07-01")
        #expect((before...(try now())).contains(try ts()))
    }

    @Test func aBurstRunsAheadOfTheSecondAndNeverBack() throws {
        var last = try ts()
        for day in 10...29 {
            try profile.appointment("2026-07-\(day)")
            let next = try ts()
            #expect(next > last)
            last = next
        }
        #expect(last <= (try now()) + 21)
    }

    @Test func everyChangeOfABooking() throws {
        let id = try profile.appointment("2026-07-01", email: "j@example.com")
        let changes: [() throws -> TestAnswer] = [
            { try api.post("", #"{"booking_date": "2026-07-02", "start_time": "10:00", "visitor_name": "J"}"#) },
            { try api.put("\(id)/status", #"{"status": "completed"}"#) },
            { try api.put("\(id)/status", #"{"status": "confirmed"}"#) },
            { try api.put("\(id)/reschedule", #"{"booking_date": "2026-07-03", "start_time": "10:00"}"#) },
            { try api.put("\(id)/status", #"{"status": "cancelled", "reason": "x"}"#) },
        ]
        for change in changes {
            let before = try ts()
            #expect([200, 201].contains(try change().status))
            #expect(try ts() > before)
        }
    }

    @Test func everyChangeInPsqlOfWhatTheGridShows() throws {
        let (product, staff) = (try profile.service(), try profile.staff())
        let booking = try profile.appointment("2026-07-01")
        let id = profile.id
        let changes: [SQL] = [
            "update vexar.bookings set visitor_name = 'Other' where id = \(booking)",
            "update vexar.products set name = 'Other' where id = \(product)",
            "update vexar.products set is_active = false where id = \(product)",
            "insert into vexar.products (profile_id, key, kind, name) values (\(id), 'x', 'rental', 'X')",
            "update vexar.staff set job_title = 'Other' where id = \(staff)",
            "update vexar.staff set can_view_all = true where id = \(staff)",
            "insert into vexar.staff (profile_id, key, name) values (\(id), 'x', 'X')",
            """
            insert into vexar.staff_products (profile_id, operator_id, product_id)
            values (\(id), \(staff), \(product))
            """,
            "delete from vexar.staff_products where profile_id = \(id)",
            """
            insert into vexar.schedules (profile_id, day_of_week, start_time, end_time)
            values (\(id), 1, '09:00', '17:00')
            """,
            "update vexar.schedules set end_time = '18:00' where profile_id = \(id)",
            "update vexar.schedules set operator_id = \(staff) where profile_id = \(id)",
            "delete from vexar.schedules where profile_id = \(id)",
            """
            insert into vexar.overrides (profile_id, override_date, is_available)
            values (\(id), '2026-12-25', false)
            """,
            "update vexar.overrides set reason = 'Christmas' where profile_id = \(id)",
            "delete from vexar.overrides where profile_id = \(id)",
            "update vexar.profile_settings set slot_duration = 30 where profile_id = \(id)",
            "update vexar.profiles set currency = 'eur' where id = \(id)",
            "update vexar.profiles set timezone = 'Asia/Kathmandu' where id = \(id)",
            "delete from vexar.profile_settings where profile_id = \(id)",
            "insert into vexar.profile_settings (profile_id) values (\(id))",
        ]
        for change in changes {
            let before = try ts()
            try profile.sql(change)
            #expect(try ts() > before, "\(change)")
        }
    }

    @Test func theSameWhileNothingChanges() throws {
        let (product, staff) = (try profile.service(), try profile.staff())
        let booking = try profile.appointment("2026-07-01", email: "j@example.com")
        let id = profile.id
        let before = try ts()
        let statements: [SQL] = [
            "update vexar.bookings set visitor_name = visitor_name where id = \(booking)",
            "update vexar.products set name = name where id = \(product)",
            "update vexar.staff set name = name where id = \(staff)",
            "update vexar.profile_settings set slot_duration = slot_duration where profile_id = \(id)",
            "update vexar.profiles set timezone = timezone where id = \(id)",
            "delete from vexar.overrides where profile_id = \(id)",
            "update vexar.api_keys set label = 'other' where profile_id = \(id)",
        ]
        for statement in statements {
            try profile.sql(statement)
            #expect(try ts() == before, "\(statement)")
        }
        for path in ["", "grid", "stats", "\(booking)", "\(booking)/history", "?changed_since=0"] {
            #expect(try api.get(path).status == 200)
        }
        let refused = [
            try api.put("\(booking)/status", #"{"status": "pending"}"#), try api.post("", "{}"),
            try api.post("", #"{"booking_date": "2026-07-01", "start_time": "10:30", "visitor_name": "J"}"#),
        ]
        #expect(refused.map(\.status) == [409, 422, 409])
        #expect(try api.put("\(booking)/status", #"{"status": "confirmed"}"#).status == 200)
        #expect(try api.post("\(booking)/notify", nil).status == 200)
        #expect(try ts() == before)
    }

    @Test func eachProfileHasItsOwn() throws {
        let before = try ts()
        let other = try TestProfile()
        try other.appointment("2026-07-01")
        #expect(try ts() == before)
        #expect(try TestAPI(key: other.key).get("poll")["ts"]?.integer ?? 0 > 0)
    }

    @Test func oneClockForTheProfileWhoeverAsks() throws {
        let staff = try profile.staff()
        let restricted = try TestAPI(key: profile.key(for: staff))
        let before = try ts()
        #expect(try restricted.get("poll")["ts"]?.integer == before)
        try profile.appointment("2026-07-01")
        let after = try ts()
        #expect(after > before)
        #expect(try restricted.get("poll")["ts"]?.integer == after)
    }

    @Test func whatIsRolledBackIsNoChange() throws {
        let before = try ts()
        #expect(throws: PostgresError.self) {
            try profile.sql(
                """
                insert into vexar.bookings (
                    profile_id, kind, booking_date, start_time, duration_minutes, status, visitor_name, currency
                )
                select \(profile.id), 'service', '2026-07-01', hour, 60, 'confirmed', 'Jane', currency
                from (values (time '10:00', 'usd'), (time '12:00', 'none')) as wish (hour, currency)
                """)
        }
        #expect(try ts() == before)
    }
}
