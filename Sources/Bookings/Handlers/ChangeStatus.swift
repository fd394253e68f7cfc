internal import HTTP
internal import Postgres

/// `PUT /bookings/{id}/status`
enum ChangeStatus {
    static func respond(to change: ChangeCall, _ tenant: Tenant) throws -> Response {
        try tenant.change(change) { transaction in
            let id = try change.call.bookingID()
            let booking = try tenant.booking(id, in: transaction)
            let form = try StatusForm(change.fields)
            try change.precondition.check(booking)
            guard form.status != booking.status else { return .booking(booking.json) }
            let transition = try form.transition(from: booking)
            let statement = BookingQueries.update(id, through: transition, for: change.session)
            return try tenant.changed(booking, by: statement, in: transaction)
        }
    }
}

/// The body of a change of status.
private struct StatusForm {
    let status: BookingStatus
    private let reason: String?
    private let mayOverlap: Bool

    init(_ sent: BodyFields) throws {
        var fields = sent
        fields.require("status")
        let status: BookingStatus? = fields.parsed("status", .oneOf(BookingStatus.self), BookingStatus.init)
        reason = fields.text("reason", .reason)
        mayOverlap = fields.flag("allow_double_booking", default: false)
        try fields.errors.throwIfAny()
        guard let status else { throw Refusal.internalError }
        self.status = status
    }

    func transition(from booking: Booking) throws(Refusal) -> StatusTransition {
        guard booking.status.successors.contains(status) else {
            throw .illegalTransition(from: booking.status, to: status, booking: booking.json)
        }
        return StatusTransition(from: booking.status, to: status, reason: reason, mayOverlap: mayOverlap)
    }
}

extension String {
    /// The words to choose from, for the person who chose another.
    static func oneOf<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> String {
        "Must be one of " + Word.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
