extension TemplateValues {
    /// What a message can show, but for the title and the subject, which templates make.
    init(_ facts: MessageFacts, _ wording: Wording) {
        self.init()
        self[.language] = wording.language.text
        self[.direction] = wording.direction
        self[.business] = facts.profile.displayName.singleLine
        self[.replyTo] = facts.profile.replyTo?.text
        set(facts.booking)
        set(facts.booking.time.occasion, zone: facts.profile.timezone, wording)
        setWhatBelongsToTheKind(facts, wording)
        // Who hears of a cancellation, or is asked for a review, has nothing to pay by that message.
        let isAhead = facts.kind == .confirmed || facts.kind == .rescheduled
        if isAhead && facts.booking.price.smallestUnits > 0 {
            self[.price] = wording.amount(facts.booking.price, facts.booking.currency)
        }
    }

    private mutating func set(_ booking: BookingFacts) {
        self[.visitor] = booking.visitorName.singleLine
        self[.service] = booking.productName?.presentLine
        self[.staff] = booking.staffName?.presentLine
        self[.isPending] = booking.status == .pending ? "yes" : nil
    }

    private mutating func set(_ occasion: Occasion, zone: String, _ wording: Wording) {
        self[.when] = wording.phrase(occasion, zone: zone.singleLine)
        self[.starts] = wording.beginning(occasion)
        guard case .stay(let checkIn, let checkOut) = occasion else { return }
        self[.isStay] = "yes"
        self[.checkIn] = wording.day(checkIn)
        self[.checkOut] = wording.day(checkOut)
        self[.nights] = String(checkIn.nights(to: checkOut))
    }

    private mutating func setWhatBelongsToTheKind(_ facts: MessageFacts, _ wording: Wording) {
        switch facts.kind {
        case .confirmed: self[.message] = facts.confirmationMessage?.presentLines
        case .cancelled: self[.reason] = facts.booking.cancellationReason?.presentLines
        case .reviewRequest: self[.reviewLink] = facts.reviewLink?.presentLine
        case .rescheduled:
            // A booking that only got another staff member has not moved.
            guard let previous = facts.previous, previous != facts.booking.time.occasion else { return }
            self[.previous] = wording.phrase(previous, zone: facts.profile.timezone.singleLine)
        }
    }
}

extension String {
    /// On one line; nil where there is nothing to read.
    fileprivate var presentLine: String? { singleLine.isEmpty ? nil : singleLine }

    /// With LF for every line break; nil where there is nothing to read.
    fileprivate var presentLines: String? { singleLine.isEmpty ? nil : cleanLines }
}
