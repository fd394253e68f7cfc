internal import HTTP
internal import Postgres

/// The database as one session may use it: every transaction begins with saying who speaks.
struct Tenant {
    let database: Database
    let session: Session

    /// Statements that see one snapshot, in one round trip.
    func read(_ statements: [SQL]) throws -> [Rows] {
        try database.transaction(.snapshot, first: [session.begin], statements: statements)
    }

    /// Several rounds of statements that see one snapshot.
    func read<Value>(_ body: (borrowing Transaction) throws -> Value) throws -> Value {
        try database.transaction(.snapshot, first: [session.begin], body)
    }

    /// One change. The profile's clock is taken first, so that changes of one profile happen one after the other; what a
    /// repeated request was answered is answered again; and the answer is kept with the effect.
    func change(_ change: ChangeCall, _ act: (borrowing Transaction) throws -> Response) throws -> Response {
        try database.transaction(.readWrite, first: [session.begin, "select vexar.lock_own_clock()"]) { transaction in
            guard let kept = KeptAnswer(change) else { return try act(transaction) }
            if let replay = try kept.replay(try transaction.query(kept.lookup)) { return replay }
            let response = try act(transaction)
            _ = try transaction.query(kept.keeping(response))
            return response
        }
    }

    /// A booking that the caller may see, else 404.
    func booking(_ id: BookingID, in transaction: borrowing Transaction) throws -> Booking {
        guard let row = try transaction.query(BookingQueries.booking(id, for: session)).first else {
            throw Refusal.notFound
        }
        return try Booking(row)
    }
}
