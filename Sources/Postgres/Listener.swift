/// A connection that listens. It has to be a direct one: behind a proxy that pools transactions LISTEN succeeds and
/// nothing is ever heard (PgBouncer, issue 655). It belongs to the thread that made it.
///
/// Whoever listens assumes with every new listener that it has missed everything.
public final class Listener {
    private let connection: Connection

    /// Connects, and listens from then on: of what is committed after this returns, all is heard.
    ///
    /// - Parameter channels: names of channels, each a plain identifier.
    /// - Throws: `kind` `.connection`, or the server's refusal, as of a standby, on which nobody can listen.
    public init(_ settings: ConnectionSettings, channels: [String]) throws(PostgresError) {
        connection = try Connection(settings)
        for channel in channels { _ = try connection.query("listen \(unsafeRaw: channel)") }
    }

    /// What has been told. Waits for the first of it, at most so long; empty when nothing was.
    ///
    /// - Throws: `kind` `.connection` when the server has gone; make another listener then.
    public func notifications(within timeout: Duration) throws(PostgresError) -> [Notification] {
        try connection.notifications(within: timeout)
    }

    /// Asks something on the same connection, which shows that it is alive: see ``Connection/pipeline(_:)``. What is
    /// told meanwhile is kept for ``notifications(within:)``.
    public func pipeline(_ statements: [SQL]) throws(PostgresError) -> [Rows] {
        try connection.pipeline(statements)
    }
}

@available(*, unavailable)
extension Listener: Sendable {}
