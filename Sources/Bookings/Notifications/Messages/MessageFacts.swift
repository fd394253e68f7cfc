/// All that a message tells. The texts are as people typed them: nothing in them is escaped or trusted.
struct MessageFacts: Sendable {
    let kind: NotificationKind
    let notification: NotificationID
    /// When the notification was queued.
    let queuedAt: Instant
    let profile: ProfileFacts
    let booking: BookingFacts
    /// When it was before it moved; nil where that is not known, and for the other kinds.
    var previous: Occasion?
    /// What the owner tells with each confirmation.
    var confirmationMessage: String?
    /// Where the visitor can write a review.
    var reviewLink: String?
}

/// Whose visitor it is.
struct ProfileFacts: Sendable {
    let id: ProfileID
    let displayName: String
    /// An IANA name.
    let timezone: String
    let language: LanguageTag
    /// Where answers go; nil where the profile has no address.
    var replyTo: MailAddress?
}

/// The booking at the moment the message leaves.
struct BookingFacts: Sendable {
    let id: BookingID
    /// Never changes; what makes a calendar entry's name differ from those of other installations.
    let createdAt: Instant
    /// Counts the booking's changes from 1.
    let version: Int64
    let status: BookingStatus
    let time: BookingTime
    /// The service or rental object; nil for a custom appointment.
    var productName: String?
    var staffName: String?
    let visitorName: String
    let visitorAddress: MailAddress
    let price: Price
    let currency: Currency
    var cancellationReason: String?
}
