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
            self = .outdated("the booking has moved again")
        } else if let recipient = MailAddress(try row.string(2)) {
            self = .due(try MessageFacts(row, kind, status, recipient, lease), to: recipient)
        } else {
            self = .impossible("the address is not one that mail can be sent to")
        }
    }
}

extension NotificationKind {
    /// Whether what it tells is so while the booking has this status. A visit that is over was confirmed, and may have
    /// moved, all the same.
    func isTrue(of status: BookingStatus) -> Bool {
        switch self {
        case .confirmed: status == .confirmed || status == .completed
        case .rescheduled: status != .cancelled
        case .cancelled: status == .cancelled
        case .reviewRequest: status == .completed
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

    /// When it was before it moved: what did not change is as it is now. Nil where it has not moved.
    fileprivate func previousOccasion() throws -> Occasion? {
        let (date, start, end, checkOut) = (try date(25), try time(26), try time(27), try self.date(28))
        guard date != nil || start != nil || end != nil || checkOut != nil else { return nil }
        let from = try date ?? parsed(19, CalendarDate.init)
        if let checkOut = try checkOut ?? self.date(22) { return .stay(from: from, to: checkOut) }
        guard let start = try start ?? time(20) else { return nil }
        return .appointment(from: WallTime(date: from, time: start), to: nil)
    }

    private func date(_ column: Int) throws -> CalendarDate? {
        try stringIfPresent(column).flatMap(CalendarDate.init)
    }

    private func time(_ column: Int) throws -> TimeOfDay? {
        try stringIfPresent(column).flatMap { TimeOfDay(String($0.prefix(5))) }
    }
}
