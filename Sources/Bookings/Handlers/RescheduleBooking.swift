internal import HTTP
internal import Postgres

/// `PUT /bookings/{id}/reschedule`
enum RescheduleBooking {
    static func respond(to change: ChangeCall, _ tenant: Tenant) throws -> Response {
        try tenant.change(change) { transaction in
            let id = try change.call.bookingID()
            let booking = try tenant.booking(id, in: transaction)
            var form = RescheduleForm(change.fields, of: booking)
            try form.assign(for: change.session)
            let move = try form.move(of: booking) { wish in
                try Terms(
                    transaction.query(
                        BookingQueries.terms(
                            for: change.session.profile, product: wish.product, operatorID: wish.operatorID,
                            date: wish.date, start: wish.start)))
            }
            try change.precondition.check(booking)
            guard booking.status.holdsTime else {
                throw Refusal.illegalState(
                    "A \(booking.status.rawValue) booking cannot be rescheduled", booking: booking.json)
            }
            guard move.to != booking.placement else { return .booking(booking.json) }
            let statement = BookingQueries.update(id, by: move, for: change.session)
            return try tenant.changed(booking, by: statement, in: transaction)
        }
    }
}
