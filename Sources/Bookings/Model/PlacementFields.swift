/// Date, time and length as a request body gives them, for create and reschedule alike.
struct PlacementFields: Sendable {
    let date: CalendarDate?
    let start: TimeOfDay?
    let duration: DurationMinutes?
    let checkout: CalendarDate?

    init(_ fields: inout BodyFields) {
        fields.require("booking_date")
        date = fields.date("booking_date")
        start = fields.time("start_time")
        duration = fields.integer("duration_minutes", DurationMinutes.accepted).map(DurationMinutes.init)
        checkout = fields.date("checkout_date")
        if let date, let checkout, checkout <= date {
            fields.errors.add("checkout_date", "Must be after booking_date")
        }
    }

    /// Checks the fields against the kind of booking they are for. Where the kind is not known, since the product is
    /// not, only what no kind could do without is missed.
    func check(for kind: BookingKind?, in fields: inout BodyFields) {
        switch kind {
        case .service:
            fields.require("start_time")
            fields.refuse("checkout_date", "Is for rentals only")
        case .rental:
            fields.require("checkout_date")
            fields.refuse("start_time", "A rental has none: it is booked by the night")
            fields.refuse("duration_minutes", "A rental has none: it is booked by the night")
        case nil:
            if !fields.hasValue("checkout_date") { fields.require("start_time") }
        }
    }
}
