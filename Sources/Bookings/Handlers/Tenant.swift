internal import HTTP
internal import Postgres

/// The database as one session may use it: every transaction begins with saying who speaks.
struct Tenant {
    let database: Database
    let session: Session
    let changes: Changes
    let patience: Patience

    /// Statements that see one snapshot, in one round trip.
    func read(_ statements: [SQL]) throws -> [Rows] {
        try database.transaction(.snapshot, first: [session.beginReading], statements: statements)
    }

    /// Several rounds of statements that see one snapshot.
    func read<Value>(_ body: (borrowing Transaction) throws -> Value) throws -> Value {
        try database.transaction(.snapshot, first: [session.beginReading], body)
    }

    /// One change. The profile's clock is taken first, so that changes of one profile happen one after the other; what
    /// a repeated request was answered is answered again; and the answer is kept with the effect. What
    /// others are to hear of it is read on the way to the commit, and told once that is done.
    func change(_ change: ChangeCall, _ act: (borrowing Transaction) throws -> Response) throws -> Response {
        do {
            let (response, trace) = try transaction(change, act)
            patience.note(nil, of: session.profile)
            if let trace { changes.committed(trace, of: session.profile) }
            return response
        } catch let error as PostgresError {
            patience.note(error, of: session.profile)
            throw error.isOutcomeUnknown ? LostCommit(cause: error) : error
        } catch {
            // Refused, but it got through to be looked at.
            patience.note(nil, of: session.profile)
            throw error
        }
    }

    /// The answer, and what the change has left behind; nil where an earlier answer was given again.
    private func transaction(
        _ change: ChangeCall, _ act: (borrowing Transaction) throws -> Response
    ) throws -> (Response, CommitTrace?) {
        let limit = patience.limit(for: session.profile).map { [$0] } ?? []
        let first = [session.begin] + limit + ["select vexar.lock_own_clock()"]
        return try database.transaction(.readWrite, first: first) { transaction in
            let kept = KeptAnswer(change)
            if let kept, let replay = try kept.replay(try transaction.query(kept.lookup)) { return (replay, nil) }
            let response = try act(transaction)
            let last = (kept.map { [$0.keeping(response)] } ?? []) + [CommitTrace.statement(for: session.profile)]
            return (response, try transaction.finish(with: last).last.map { try CommitTrace($0.one()) })
        }
    }

    /// The profile's clock: from memory where it is known, else from the database.
    func clock() throws -> ClockTime {
        switch changes.clock.reading(of: session.profile) {
        case .known(let ts): return ts
        case .unknown(let question):
            let read = try self.read([Statistics.clock(of: session.profile)])[0].one().clockTime(0)
            return changes.clock.settle(question, of: session.profile, as: read)
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
