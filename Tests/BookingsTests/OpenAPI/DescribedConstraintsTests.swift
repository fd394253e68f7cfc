import HTTP
import Postgres
import TestSupport
import Testing

@testable import Bookings

/// What only the database limits is described as its constraints have it.
@Suite struct DescribedConstraintsTests {
    @Test(arguments: [
        ("Notification/properties/kind", "notifications_kind_check"),
        ("Notification/properties/state", "notifications_state_check"),
        ("HistoryEntry/properties/action", "booking_history_action_check"),
        ("Actor/properties/type", "booking_history_actor_type_check"),
        ("BookingStatus", "bookings_status_check"),
        ("Service/properties/kind", "products_kind_check"),
        ("Settings/properties/staff_selection_mode", "profile_settings_staff_selection_mode_check"),
    ])
    func words(place: String, constraint: String) throws {
        let words = try definition(of: constraint).matches(of: /'([a-z_]+)'::text/).map { String($0.1) }
        let described = try Described.value(at: "/components/schemas/\(place)/enum").array?.compactMap(\.string)
        #expect(described == words)
    }

    @Test(arguments: [
        ("OpeningHours/properties/day_of_week", "schedules_day_of_week_check"),
        ("Service/properties/capacity", "products_capacity_check"),
        ("Service/properties/duration_minutes", "products_duration_minutes_check"),
        ("Price", "products_price_check"),
        ("DurationMinutes", "profile_settings_slot_duration_check"),
        ("Settings/properties/buffer_time", "profile_settings_buffer_time_check"),
        ("Settings/properties/max_bookings_per_day", "profile_settings_max_bookings_per_day_check"),
        ("Settings/properties/min_notice_hours", "profile_settings_min_notice_hours_check"),
        ("Settings/properties/max_advance_days", "profile_settings_max_advance_days_check"),
        ("Settings/properties/cancellation_hours", "profile_settings_cancellation_hours_check"),
    ])
    func ranges(place: String, constraint: String) throws {
        let limits = try definition(of: constraint).matches(of: /[<>]= '?(\d+)/).compactMap { Int64($0.1) }
        let schema = try Described.value(at: "/components/schemas/\(place)")
        #expect([schema["minimum"]?.integer, schema["maximum"]?.integer] == limits)
    }

    private func definition(of constraint: String) throws -> String {
        let rows = try TestDatabase.superuser().query(
            """
            select pg_get_constraintdef(c.oid) from pg_constraint as c
            where c.conname = \(constraint) and c.connamespace = 'vexar'::regnamespace
            """)
        return try #require(rows.first, "\(constraint)").string(0)
    }
}
