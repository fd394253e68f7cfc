internal import Postgres

/// All that the outbox has about a message, and what its booking has come to.
struct JobDetails: Sendable {
    /// Why it was queued.
    enum Cause: String, Sendable {
        case change, request
    }

    let job: Job
    let cause: Cause
    /// The version of the booking that caused it.
    let queuedVersion: Int64
    /// The version that it told.
    let toldVersion: Int64?
    let nextTry: Instant
    let sent: Instant?
    let bookingStatus: BookingStatus
    let bookingVersion: Int64
    /// When the booking is now.
    let occasion: Occasion
    let timezone: String
}

extension JobDetails {
    /// The message with an id, which has to exist.
    init(_ id: NotificationID, in transaction: borrowing Transaction) throws {
        let rows = try transaction.query(
            """
            select
                \(Job.columns), n.cause, n.booking_version, n.told_version, \(SQL.seconds("n.next_attempt_at")),
                \(SQL.seconds("n.sent_at")), b.status, b.version, b.booking_date, to_char(b.start_time, 'HH24:MI'),
                to_char(b.end_time, 'HH24:MI'), b.duration_minutes, b.checkout_date, p.timezone
            from \(Job.source)
            inner join vexar.bookings as b on b.profile_id = n.profile_id and b.id = n.booking_id
            where n.id = \(id)::bigint
            """)
        guard let row = rows.first else { throw ProvisioningError.unknownJobs([id]) }
        try self.init(row, from: Job.columnCount)
    }

    private init(_ row: Row, from first: Int) throws {
        job = try Job(row)
        cause = try row.word(first)
        queuedVersion = try row.int64(first + 1)
        toldVersion = try row.int64IfPresent(first + 2)
        nextTry = Instant(secondsSince1970: try row.int64(first + 3))
        sent = try row.int64IfPresent(first + 4).map(Instant.init)
        bookingStatus = try row.word(first + 5)
        bookingVersion = try row.int64(first + 6)
        occasion = try row.occasion(from: first + 7)
        timezone = try row.string(first + 12)
    }
}

extension Row {
    /// Five columns: date; start, end and minutes of an appointment; check-out of a stay.
    fileprivate func occasion(from first: Int) throws -> Occasion {
        let date = try parsed(first, CalendarDate.init)
        if try isNull(first + 1) { return .stay(from: date, to: try parsed(first + 4, CalendarDate.init)) }
        return .appointment(
            on: date, from: try parsed(first + 1, TimeOfDay.init), to: try parsed(first + 2, TimeOfDay.init),
            elapsed: DurationMinutes(count: try int64(first + 3)))
    }
}
