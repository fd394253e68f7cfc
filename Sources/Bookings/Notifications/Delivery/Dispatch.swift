internal import Postgres

/// A claimed message: what it tells, or why it is no longer to be told.
enum Dispatch: Sendable {
    /// To be sent to this address.
    case due(MessageFacts, to: MailAddress)
    /// A later change has made it untrue.
    case outdated(String)
    /// It cannot be sent, now or ever.
    case impossible(String)

    /// A row of ``OutboxQueries/dispatch(_:)``.
    init(_ row: Row, of lease: Lease) throws {
        let kind: NotificationKind = try row.word(0)
        let status: BookingStatus = try row.word(12)
        if !kind.isTrue(of: status) {
            self = .outdated("the booking is \(status.rawValue)")
        } else if try row.bool(3) {
            self = .outdated("a later message tells the same anew")
        } else if let recipient = MailAddress(try row.string(2)) {
            self = .due(try MessageFacts(row, kind, status, recipient, lease), to: recipient)
        } else {
            self = .impossible("the address is not one that mail can be sent to")
        }
    }
}

extension MessageFacts {
    fileprivate init(
        _ row: Row, _ kind: NotificationKind, _ status: BookingStatus, _ recipient: MailAddress, _ lease: Lease
    ) throws {
        self.init(
            kind: kind, notification: lease.notification, queuedAt: Instant(secondsSince1970: try row.int64(1)),
            profile: ProfileFacts(
                id: lease.profile, displayName: try row.string(4), timezone: try row.string(5),
                language: LanguageTag(try row.string(6)) ?? .english,
                replyTo: try row.stringIfPresent(7).flatMap(MailAddress.init)),
            booking: BookingFacts(
                id: BookingID(rawValue: try row.int64(9)), createdAt: Instant(secondsSince1970: try row.int64(10)),
                version: try row.int64(11), status: status, time: try row.bookingTime(),
                productName: try row.stringIfPresent(13), staffName: try row.stringIfPresent(14),
                visitorName: try row.string(15), visitorAddress: recipient,
                price: Price(smallestUnits: try row.int64(16)), currency: try row.parsed(17, Currency.init),
                cancellationReason: try row.stringIfPresent(18)),
            previous: kind == .rescheduled ? try row.previousOccasion() : nil,
            confirmationMessage: try row.stringIfPresent(8))
    }
}

extension Row {
    fileprivate func bookingTime() throws -> BookingTime {
        let date = try parsed(19, CalendarDate.init)
        if let checkOut = try self.date(22) { return .stay(from: date, to: checkOut) }
        guard let start = try time(20), let end = try time(21) else {
            throw UnexpectedValue(column: 20, type: "TimeOfDay")
        }
        return .appointment(
            on: date, from: start, to: end, begins: Instant(secondsSince1970: try int64(23)),
            ends: Instant(secondsSince1970: try int64(24)))
    }

    /// When it was before it moved: what did not change is as it is now. Nil where that is the same.
    fileprivate func previousOccasion() throws -> Occasion? {
        let from = try self.date(25) ?? parsed(19, CalendarDate.init)
        let occasion: Occasion
        if let checkOut = try self.date(28) ?? self.date(22) {
            occasion = .stay(from: from, to: checkOut)
        } else {
            guard let start = try time(26) ?? time(20), let end = try time(27) ?? time(21),
                let elapsed = try int64IfPresent(30) ?? int64IfPresent(29)
            else { return nil }
            occasion = .appointment(on: from, from: start, to: end, elapsed: DurationMinutes(count: elapsed))
        }
        return try occasion == bookingTime().occasion ? nil : occasion
    }

    private func date(_ column: Int) throws -> CalendarDate? {
        try stringIfPresent(column).flatMap(CalendarDate.init)
    }

    private func time(_ column: Int) throws -> TimeOfDay? {
        try stringIfPresent(column).flatMap { TimeOfDay(String($0.prefix(5))) }
    }
}
