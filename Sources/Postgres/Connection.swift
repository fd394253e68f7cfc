import CPostgres

/// A connection to PostgreSQL. It belongs to the thread that made it: no locks, and not Sendable.
///
/// Every call is one round trip in libpq's pipeline mode (PostgreSQL documentation, section 34.5) and returns or throws
/// within ``ConnectionSettings/callTimeout``. After a loss the connection stays closed; ``Database`` makes new ones.
public final class Connection {
    let settings: ConnectionSettings
    let notices: NoticeBox
    var statements: StatementCache
    var transaction = TransactionState.none
    /// How long calls have waited for the server, in all.
    var waited = Duration.zero
    /// libpq's connection; nil once it is closed.
    private var handle: OpaquePointer?

    /// Connects, trying the hosts of the connection string in their order.
    ///
    /// - Throws: `kind` `.connection`. The message never contains a password.
    public init(_ settings: ConnectionSettings) throws(PostgresError) {
        self.settings = settings
        notices = NoticeBox(hook: settings.onNotice)
        statements = StatementCache(limit: settings.preparedLimit)
        let connector = try Connector(settings, notices: notices)
        let handle = try settings.waiting { () throws(PostgresError) in try connector.connect() }
        self.handle = handle
        // Once and for all: every call is a pipeline, and none may wait inside libpq, which knows no time limit.
        guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
            throw PostgresError(.connection, singleLine(PQerrorMessage(handle)), step: .connect)
        }
        _ = try run(Trip(statements: Session.missing(on: handle, settings)))
    }

    deinit {
        close()
    }

    /// Closes the connection; a transaction that is open is rolled back. Any number of times.
    public func close() {
        PQfinish(handle)
        handle = nil
    }

    /// Runs a statement, in a transaction of its own.
    public func query(_ sql: SQL) throws(PostgresError) -> Rows {
        let rows = try pipeline([sql])
        guard let only = rows.first else { throw PostgresError(.connection, "the server gave no answer") }
        return only
    }

    /// Runs statements in one round trip and one implicit transaction: all of them or none. What needs a transaction
    /// block (LOCK TABLE, SET TRANSACTION) needs ``transaction(_:first:statements:)`` instead.
    ///
    /// - Returns: the rows of each statement, in their order.
    /// - Throws: the first error; `statementIndex` tells whose. It is nil for a deferred constraint, which is checked
    ///   at the end.
    public func pipeline(_ statements: [SQL]) throws(PostgresError) -> [Rows] {
        try requireNoTransaction()
        return try run(Trip(statements: statements, commits: true))
    }

    /// The process id of the server's side, as in `pg_stat_activity`; 0 once closed.
    public var backendPID: Int32 { handle.map { PQbackendPID($0) } ?? 0 }

    /// Whether the connection can still be used, as far as can be told without a round trip: a server that goes away
    /// closes its end, and says so before. Reads what the server has sent meanwhile.
    public func isAlive() -> Bool {
        guard let handle else { return false }
        while !Readiness.of(PQsocket(handle), for: .read, within: 0).isEmpty, PQconsumeInput(handle) == 1 {
            takeUnaskedMessages(handle)
        }
        if PQstatus(handle) == CONNECTION_BAD || notices.announcesEnd { close() }
        return self.handle != nil
    }

    /// Parses what was read, which delivers notices, and drops notifications: nobody listens on this connection.
    private func takeUnaskedMessages(_ handle: OpaquePointer) {
        while let notification = PQnotifies(handle) { PQfreemem(notification) }
    }

    /// libpq's connection, for one call.
    func openHandle() throws(PostgresError) -> OpaquePointer {
        guard let handle else {
            throw PostgresError(.connection, "the connection to the database is closed: it was lost before, or closed")
        }
        return handle
    }
}

@available(*, unavailable)
extension Connection: Sendable {}
