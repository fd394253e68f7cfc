/// What a transaction may do and see.
public enum TransactionMode: Sendable {
    /// READ COMMITTED: every statement sees what was committed before it began.
    case readWrite
    /// REPEATABLE READ READ ONLY: all statements see the same moment. See ``ConnectionSettings/implicitSnapshots``.
    case snapshot
}

/// An open transaction: what the body of ``Connection/transaction(_:first:_:)`` gets. It cannot be copied, kept, or
/// used on another thread.
public struct Transaction: ~Copyable {
    private let connection: Connection

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Runs a statement.
    public func query(_ sql: SQL) throws(PostgresError) -> Rows {
        let rows = try pipeline([sql])
        guard let only = rows.first else { throw PostgresError(.connection, "the server gave no answer") }
        return only
    }

    /// Runs statements in one round trip. After an error nothing more can be run: the transaction will be rolled back.
    ///
    /// - Returns: the rows of each statement, in their order.
    /// - Throws: the first error; `statementIndex` tells whose.
    public func pipeline(_ statements: [SQL]) throws(PostgresError) -> [Rows] {
        if statements.isEmpty { return [] }
        return try connection.continueTransaction(with: statements, ending: false)
    }

    /// Runs the last statements and commits, in one round trip; a body whose only call this is costs one round trip
    /// in all. The transaction is over then.
    ///
    /// - Throws: the first error; `step` is `.commit` when committing failed (a deferred constraint, with its state, or
    ///   a loss, with `isOutcomeUnknown`).
    public func finish(with statements: [SQL] = []) throws(PostgresError) -> [Rows] {
        try connection.continueTransaction(with: statements, ending: true)
    }
}

/// Where a connection is in the course of ``Connection/transaction(_:first:_:)``.
enum TransactionState {
    /// There is none.
    case none
    /// Begun by the program, but nothing sent yet.
    case pending(TransactionMode, first: [SQL])
    /// The server has it open.
    case open(TransactionMode)
    /// A statement has failed.
    case failed
    /// Committed by `finish`.
    case finished
}
