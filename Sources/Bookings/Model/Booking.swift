/// When, where and for what a booking is: what reschedule may change.
struct Placement: Hashable, Sendable {
    var product: ProductID?
    var operatorID: OperatorID?
    var date: CalendarDate
    /// Of an appointment.
    var start: TimeOfDay?
    /// Of an appointment.
    var duration: DurationMinutes?
    /// Of a stay.
    var checkout: CalendarDate?
}

/// A booking as it stands, as far as decisions depend on it, and its JSON for the answer.
struct Booking: Sendable {
    let id: BookingID
    let kind: BookingKind
    let status: BookingStatus
    let version: Int64
    let hasEmail: Bool
    let placement: Placement
    /// The booking object.
    let json: [UInt8]
}

/// A booking about to be made.
struct NewBooking: Sendable {
    let kind: BookingKind
    let placement: Placement
    let status: BookingStatus
    let visitor: Visitor
    let price: Price
    let currency: Currency
    /// Whether the owner wants it even where the time is taken.
    let mayOverlap: Bool
    /// Whether a confirmed booking mails its confirmation.
    let notifies: Bool
}

extension NewBooking {
    /// What its visitor is told, if anything.
    var confirmation: NotificationKind? {
        status == .confirmed && notifies ? .confirmed : nil
    }
}

/// Who comes.
struct Visitor: Sendable {
    let name: String
    let email: String?
    let phone: String?
    let note: String?
}
