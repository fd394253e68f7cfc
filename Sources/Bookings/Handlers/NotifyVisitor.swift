internal import HTTP
internal import Postgres

/// `POST /bookings/{id}/notify`: queues the reschedule message with the booking's times as they are.
enum NotifyVisitor {
    /// How many this call may queue for one booking within an hour.
    static let hourlyLimit: Int64 = 5

    static func respond(to change: ChangeCall, _ tenant: Tenant) throws -> Response {
        try tenant.change(change) { transaction in
            let id = try change.call.bookingID()
            let booking = try tenant.booking(id, in: transaction)
            try check(booking, change.fields)
            try queue(id, in: change.session.profile, transaction)
            return .success { _ in }
        }
    }

    private static func check(_ booking: Booking, _ sent: BodyFields) throws(Refusal) {
        var errors = sent.errors
        if !booking.hasEmail { errors.add("visitor_email", "The booking has none to write to") }
        try errors.throwIfAny()
        guard booking.status.holdsTime else {
            throw .illegalState("A \(booking.status.rawValue) booking has no times to tell", booking: booking.json)
        }
    }

    private static func queue(_ id: BookingID, in profile: ProfileID, _ transaction: borrowing Transaction) throws {
        let row = try transaction.query(NotificationQueries.requests(for: id, in: profile, limit: hourlyLimit)).one()
        if try row.bool(0) { return }
        guard try row.int64(1) < hourlyLimit else {
            throw Refusal.rateLimited(
                "This booking's visitor was written to \(hourlyLimit) times within the hour",
                retryAfter: max(1, Int(try row.int64(2))))
        }
        _ = try transaction.query(NotificationQueries.request(for: id, in: profile))
    }
}
