/// What the grid holds beside bookings, in the order of the columns of ``GridQueries``.
enum GridObjects {
    static let schedule = ObjectShape(members: [
        .init("day_of_week", .raw),
        .init("start_time", .time),
        .init("end_time", .time),
        .init("is_available", .flag),
    ])

    static let override = ObjectShape(members: [
        .init("id", .raw),
        .init("operator_id", .raw),
        .init("override_date", .word),
        .init("is_available", .flag),
        .init("start_time", .time),
        .init("end_time", .time),
        .init("reason", .text),
    ])

    static let service = ObjectShape(members: [
        .init("id", .raw),
        .init("name", .text),
        .init("description", .text),
        .init("kind", .word),
        .init("price", .raw),
        .init("currency", .word),
        .init("duration_minutes", .raw),
        .init("capacity", .raw),
        .init("is_active", .flag),
        .init("operator_ids", .raw),
    ])

    static let settings = ObjectShape(members: [
        .init("slot_duration", .raw),
        .init("buffer_time", .raw),
        .init("max_bookings_per_day", .raw),
        .init("min_notice_hours", .raw),
        .init("max_advance_days", .raw),
        .init("cancellation_hours", .raw),
        .init("auto_confirm", .flag),
        .init("require_payment", .flag),
        .init("confirmation_message", .text),
        .init("staff_selection_mode", .word),
        .init("timezone", .text),
        .init("currency", .word),
    ])

    static let staffMember = ObjectShape(members: [
        .init("id", .raw),
        .init("name", .text),
        .init("display_name", .text),
        .init("job_title", .text),
        .init("is_active", .flag),
        .init("is_bookable", .flag),
        .init("color", .text),
        .init("avatar_url", .text),
        .init("services", .raw),
        .init("schedule", .raw),
    ])
}
