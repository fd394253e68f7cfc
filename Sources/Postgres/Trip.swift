/// What one round trip carries: statements up to one Sync, of which the first error skips all that follow.
struct Trip {
    /// BEGIN, where the trip opens a transaction of its own; without one the statements up to the Sync are one
    /// implicit transaction (PostgreSQL documentation, section 55.2.4).
    var begin: TransactionMode?
    /// What opens the transaction; its rows are not kept.
    var first: [SQL] = []
    /// What the caller wants to know.
    var statements: [SQL] = []
    /// COMMIT or ROLLBACK.
    var end: End?
    /// A transaction stays open after the trip.
    var leavesOpen = false
    /// The trip makes changes permanent, so that losing the connection leaves open whether it did.
    var commits = false

    enum End {
        case commit
        case rollback
    }

    /// The caller's statements and what opens the transaction, in the order in which they are sent.
    var steps: [(step: PostgresError.Step, sql: SQL)] {
        first.enumerated().map { (.first($0), $1) } + statements.enumerated().map { (.statement($0), $1) }
    }

    /// Refuses what must not reach libpq.
    func check() throws(PostgresError) {
        for (step, sql) in steps {
            if sql.text.containsZeroByte {
                throw PostgresError(.misuse, "the statement's text contains a zero byte", step: step)
            }
            if sql.binds.count > PostgresError.bindLimit {
                throw PostgresError(
                    .bind, "\(sql.binds.count) binds, of at most \(PostgresError.bindLimit): bind an array instead",
                    step: step)
            }
            if let index = sql.binds.withZeroByte {
                throw PostgresError(
                    .bind, "bind $\(index + 1) contains U+0000, which no text of PostgreSQL can hold", step: step)
            }
        }
    }
}

extension PostgresError {
    /// What a Bind message can count (PostgreSQL documentation, section 55.7: an Int16, taken as unsigned).
    fileprivate static let bindLimit = 65_535
}

extension TransactionMode {
    /// The statement that opens a transaction of the mode.
    var begin: SQL {
        switch self {
        case .readWrite: "begin isolation level read committed read write"
        case .snapshot: "begin isolation level repeatable read read only"
        }
    }
}

/// What the server will answer next, in the order of sending.
struct Answer {
    enum Content {
        /// Rows that the caller gets.
        case rows
        /// Rows, if any, that nobody gets.
        case nothing
        /// A statement was prepared under a name.
        case prepared(StatementText, name: String)
        /// A prepared statement was deallocated.
        case deallocated(name: String)
    }

    let step: PostgresError.Step
    let content: Content
}
