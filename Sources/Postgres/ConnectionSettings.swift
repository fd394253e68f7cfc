/// How to reach the database and how long to wait for it.
public struct ConnectionSettings: Sendable {
    /// A connection string or URL (PostgreSQL documentation, section 34.1.1), also of several hosts. It wins over the
    /// defaults made here: keepalives (30 s idle, then 3 probes 10 s apart), `tcp_user_timeout` 15 s. PGOPTIONS is not
    /// read: write `options` here.
    public var conninfo: String

    /// Shown in `pg_stat_activity`, unless `conninfo` names another.
    public var applicationName = "vexar"

    /// The longest wait for one host to accept and authenticate; the next host of `conninfo` then has its turn.
    public var connectTimeout: Duration = .seconds(5)

    /// The longest wait for one call's answer. Above the server's `statement_timeout`, which ends a slow statement
    /// but keeps the connection; this one is for a server that has stopped answering.
    public var callTimeout: Duration = .seconds(15)

    /// Prepare statements and keep them. Off behind a proxy that pools transactions: then every statement is parsed
    /// anew, and nothing is sent at start-up that PgBouncer 1.18 refuses.
    public var prepared = true

    /// Statements that are run without a transaction see what was committed before the first of them
    /// (`default_transaction_isolation` is REPEATABLE READ), and a ``TransactionMode/snapshot`` of one round trip needs
    /// neither BEGIN nor COMMIT: the statements up to a Sync are one implicit transaction. That saves a seventh of the
    /// database's time for a page of fifty. It is not READ ONLY then: say `set_config('transaction_read_only', 'on',
    /// true)` where that is wanted. Without effect unless `prepared`.
    public var implicitSnapshots = false

    /// How many prepared statements a connection keeps; the one not used for longest goes first. At least 1.
    public var preparedLimit = 256

    /// Called with every notice and warning of the server, on the connection's thread. It must not use the
    /// connection.
    public var onNotice: (@Sendable (ServerMessage) -> Void)?

    /// Called when the connection's thread is about to wait for the server, or to try again later, and once it has
    /// waited. It must not use the connection.
    public var onWait: (@Sendable (Wait) -> Void)?

    /// The two ends of a wait.
    public enum Wait: Sendable {
        case begins
        case ends
    }

    /// Settings with the defaults above.
    public init(_ conninfo: String) {
        self.conninfo = conninfo
    }

    /// Runs what waits.
    func waiting<Value, Failure>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        onWait?(.begins)
        defer { onWait?(.ends) }
        return try body()
    }

    /// What makes `conninfo` unreadable; nil where nothing does. Quotes nothing of it.
    public var problem: String? {
        do {
            _ = try ConnectionString(conninfo)
            return nil
        } catch {
            return error.message
        }
    }
}

extension ConnectionSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without `conninfo`, which may hold a password.
    public var description: String {
        "ConnectionSettings(applicationName: \(applicationName), connectTimeout: \(connectTimeout), "
            + "callTimeout: \(callTimeout), prepared: \(prepared))"
    }

    /// As `description`.
    public var debugDescription: String { description }

    /// Without `conninfo`, so that `dump` does not print it either.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
