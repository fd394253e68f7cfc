/// The booking as an entry of the visitor's calendar: a message of iTIP (RFC 5546) with one event (RFC 5545).
struct CalendarMessage {
    /// What the calendar shall do with it.
    enum Method: String {
        case request = "REQUEST"
        case cancel = "CANCEL"
    }

    let method: Method
    /// The file, lines ended by CRLF.
    let text: String

    /// Nil for a kind that changes no calendar.
    ///
    /// - Parameters:
    ///   - organizer: whose event it is: the address that the message itself comes from, since that is what programs
    ///     compare before they let a message change an entry.
    ///   - now: when it is made; of two with the same sequence number the later one counts.
    init?(_ facts: MessageFacts, organizer: MailAddress, summary: String, description: String, now: Instant) {
        guard let method = facts.kind.calendarMethod else { return nil }
        var lines = ContentLines()
        lines.add("BEGIN", "VCALENDAR")
        lines.add("PRODID", "-//Vexar//Bookings//EN")
        lines.add("VERSION", "2.0")
        lines.add("CALSCALE", "GREGORIAN")
        lines.add("METHOD", method.rawValue)
        lines.add("BEGIN", "VEVENT")
        lines.add("UID", facts.calendarName)
        lines.add("SEQUENCE", String(facts.booking.version))
        lines.add("DTSTAMP", now.calendarTime)
        lines.add(facts.booking.time)
        lines.add("SUMMARY", text: summary.singleLine)
        lines.add("DESCRIPTION", text: description)
        lines.add("STATUS", method.eventStatus(of: facts.booking.status))
        lines.addPeople(of: facts, organizer: organizer)
        lines.add("END", "VEVENT")
        lines.add("END", "VCALENDAR")
        self.method = method
        text = lines.text
    }
}

extension CalendarMessage.Method {
    /// What the entry says of itself (RFC 5545, section 3.8.1.11).
    fileprivate func eventStatus(of status: BookingStatus) -> String {
        switch self {
        case .cancel: "CANCELLED"
        case .request: status == .pending ? "TENTATIVE" : "CONFIRMED"
        }
    }
}

extension NotificationKind {
    /// What the calendar shall do on such a message.
    fileprivate var calendarMethod: CalendarMessage.Method? {
        switch self {
        case .confirmed, .rescheduled: .request
        case .cancelled: .cancel
        case .reviewRequest: nil
        }
    }
}

extension MessageFacts {
    /// The UID of the booking's entry, one for ever. It holds no host or setting, since those change (RFC 7986,
    /// section 5.3, advises against them, too); the second in which the booking was made tells it from the booking with
    /// the same numbers in another installation.
    fileprivate var calendarName: String {
        "vexar-booking-\(profile.id.rawValue)-\(booking.id.rawValue)-\(booking.createdAt.secondsSince1970)"
    }
}

extension ContentLines {
    /// Begin and end: instants in UTC, or whole days of which the last is not part of it.
    fileprivate mutating func add(_ time: BookingTime) {
        switch time.span {
        case .instants(let begin, let end):
            add("DTSTART", begin.calendarTime)
            add("DTEND", end.calendarTime)
        case .days(let first, let end):
            add("DTSTART;VALUE=DATE", first.calendarDate)
            add("DTEND;VALUE=DATE", end.calendarDate)
        }
    }
}

extension ContentLines {
    /// Who invites and who comes. The visitor asked for it, so nobody waits for an answer.
    fileprivate mutating func addPeople(of facts: MessageFacts, organizer: MailAddress) {
        add("ORGANIZER", organizer, commonName: facts.profile.displayName)
        add(
            "ATTENDEE", facts.booking.visitorAddress, commonName: facts.booking.visitorName,
            parameters: ";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE")
    }
}
