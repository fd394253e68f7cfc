internal import HTTP
internal import Postgres

extension Tenant {
    /// Runs the statement that changes a booking and answers with what has become of it; with what it was, where
    /// another booking has the time.
    func changed(_ booking: Booking, by statement: SQL, in transaction: borrowing Transaction) throws -> Response {
        do {
            return .booking(try BookingObject.json(of: try transaction.query(statement).one()))
        } catch {
            // Everything else passes as it is: the database may want the transaction run again.
            guard case .slotTaken = Refusal(error) else { throw error }
            throw Refusal.slotTaken(booking: booking.json)
        }
    }
}
