internal import HTTP
internal import Postgres

extension Tenant {
    /// Runs the statement that changes a booking and answers with what has become of it; with what it was, where another
    /// booking has the time.
    func changed(_ booking: Booking, by statement: SQL, in transaction: borrowing Transaction) throws -> Response {
        do {
            return .booking(try BookingObject.json(of: try transaction.query(statement).one()))
        } catch let error as PostgresError where error.isSlotTaken {
            throw Refusal.slotTaken(booking: booking.json)
        }
    }
}
