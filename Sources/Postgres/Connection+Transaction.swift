extension Connection {
    /// Runs statements in a transaction of their own, from BEGIN to COMMIT in one round trip; without these two where
    /// ``ConnectionSettings/implicitSnapshots`` makes them needless.
    ///
    /// - Parameter first: what opens the transaction, such as setting the tenant; its rows are not returned.
    /// - Returns: the rows of each of `statements`, in their order.
    public func transaction(
        _ mode: TransactionMode, first: [SQL] = [], statements: [SQL]
    ) throws(PostgresError) -> [Rows] {
        try requireNoTransaction()
        if mode == .snapshot, settings.prepared, settings.implicitSnapshots {
            return try run(Trip(first: first, statements: statements))
        }
        let commits = mode == .readWrite
        return try run(Trip(begin: mode, first: first, statements: statements, end: .commit, commits: commits))
    }

    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws. It cannot be nested.
    ///
    /// BEGIN and `first` travel with the body's first statements, and not at all if it has none. COMMIT is a round trip
    /// of its own, unless the body ends with ``Transaction/finish(with:)``.
    ///
    /// - Parameter first: what opens the transaction, such as setting the tenant; its rows are not kept.
    /// - Throws: what the body throws, or a ``PostgresError``: of committing (`step` is `.commit`); `.misuse` when a
    ///   statement has failed and the body returned all the same.
    public func transaction<Value>(
        _ mode: TransactionMode, first: [SQL] = [], _ body: (borrowing Transaction) throws -> Value
    ) throws -> Value {
        try requireNoTransaction()
        transaction = .pending(mode, first: first)
        defer { transaction = .none }
        do {
            let value = try body(Transaction(self))
            try commit()
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    /// Nothing may run beside an open transaction: it would run inside.
    func requireNoTransaction() throws(PostgresError) {
        if case .none = transaction { return }
        throw PostgresError(.misuse, "a transaction is open on this connection: run the statement in it, do not nest")
    }

    func continueTransaction(with statements: [SQL], ending: Bool) throws(PostgresError) -> [Rows] {
        var (mode, trip) = try nextTrip()
        trip.statements = statements
        trip.end = ending ? .commit : nil
        trip.leavesOpen = !ending
        trip.commits = ending && mode == .readWrite
        transaction = .failed
        let rows = try run(trip)
        transaction = ending ? .finished : .open(mode)
        return rows
    }

    private func nextTrip() throws(PostgresError) -> (TransactionMode, Trip) {
        switch transaction {
        case .pending(let mode, let first): return (mode, Trip(begin: mode, first: first))
        case .open(let mode): return (mode, Trip())
        case .failed:
            throw PostgresError(.misuse, "a statement of this transaction has failed: it can only be rolled back")
        case .none, .finished: throw PostgresError(.misuse, "the transaction is over")
        }
    }

    private func commit() throws(PostgresError) {
        switch transaction {
        case .open: _ = try continueTransaction(with: [], ending: true)
        case .failed:
            throw PostgresError(
                .misuse, "the transaction's body returned although a statement had failed: it was rolled back")
        case .none, .pending, .finished: return
        }
    }
}
