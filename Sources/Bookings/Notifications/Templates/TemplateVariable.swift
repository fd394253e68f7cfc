/// What templates can show, by the names that they use. One without a value is left out by `{{#name}}…{{/name}}`.
enum TemplateVariable: String, CaseIterable, Sendable {
    /// The language's tag, for HTML.
    case language
    /// `ltr` or `rtl`, for HTML.
    case direction
    /// The subject; not in a subject itself.
    case subject
    /// The profile's display name.
    case business
    /// The visitor's name.
    case visitor
    /// What the template `title.text` makes: the service's name, or a word for appointments without one. Not there
    /// itself.
    case title
    /// The service or rental object, if there is one.
    case service
    /// The staff member, if there is one.
    case staff
    /// When it is, complete, with the zone.
    case when
    /// When it begins, in short.
    case starts
    /// When it was before it moved, complete; only where it did.
    case previous
    /// There for a stay and not for an appointment.
    case isStay = "is_stay"
    /// The day of arrival, of a stay.
    case checkIn = "check_in"
    /// The day of departure, of a stay.
    case checkOut = "check_out"
    /// How many nights, of a stay.
    case nights
    /// There while the booking still waits to be confirmed.
    case isPending = "is_pending"
    /// The price with its currency, unless it is 0; of a booking that is still ahead.
    case price
    /// What the owner tells with a confirmation; only there.
    case message
    /// Why it was cancelled; only there.
    case reason
    /// Where a review can be written; only in a request for one.
    case reviewLink = "review_link"
    /// The profile's address, if it has one.
    case replyTo = "reply_to"
}

/// The values for a message, as people typed them.
struct TemplateValues: Sendable {
    private var texts: [String: String] = [:]

    subscript(variable: TemplateVariable) -> String? {
        get { texts[variable.rawValue] }
        set { texts[variable.rawValue] = newValue }
    }

    /// By name, as they are to stand in that form.
    func named(for form: TemplateName.Form) -> [String: String] {
        form == .html ? texts.mapValues(\.escapedForHTML) : texts
    }
}
