/// A change of status that the table allows, and what follows from it for the visitor.
struct StatusTransition: Sendable {
    let from: BookingStatus
    let to: BookingStatus
    /// Kept with a cancellation, and with nothing else.
    let reason: String?
    /// Whether a booking that takes its time again may overlap.
    let mayOverlap: Bool

    init(from: BookingStatus, to: BookingStatus, reason: String?, mayOverlap: Bool) {
        self.from = from
        self.to = to
        self.reason = to == .cancelled ? reason : nil
        self.mayOverlap = mayOverlap
    }

    /// What the visitor is told. Undoing a completion tells nothing.
    var message: NotificationKind? {
        switch (from, to) {
        case (.completed, .confirmed): nil
        case (_, .confirmed): .confirmed
        case (_, .cancelled): .cancelled
        case (_, .completed): .reviewRequest
        case (_, .pending): nil
        }
    }

    /// Which messages are no longer true, should they still wait to be sent.
    var outdated: [NotificationKind] {
        NotificationKind.allCases.filter { !$0.isTrue(of: to) }
    }
}

/// A move of a booking to another placement.
struct Move: Sendable {
    let to: Placement
    /// Whether it may overlap there.
    let mayOverlap: Bool
    /// Whether the visitor is told.
    let notifies: Bool
}
