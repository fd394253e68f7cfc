import Glibc

/// A thread's way to the database: keeps one connection, replaces it when it is lost, and runs a transaction again
/// when the server asks for that. Make one for each worker thread; it is not Sendable.
///
/// A server that went away while the connection was idle is noticed before use, without a round trip, and costs the
/// caller nothing. A loss while a call runs is thrown (`category` `.unavailable`), and the next call connects anew.
public final class Database {
    private let settings: ConnectionSettings
    private let retries: Retries
    private var connection: Connection?
    /// Waited for connections that are gone, for new ones, and between two tries.
    private var waitedBefore = Duration.zero

    /// Connects on the first call, not here.
    public convenience init(_ settings: ConnectionSettings) {
        self.init(settings, retries: Retries())
    }

    init(_ settings: ConnectionSettings, retries: Retries) {
        self.settings = settings
        self.retries = retries
    }

    /// Closes the connection; the next call makes a new one.
    public func close() {
        waitedBefore = waited
        connection?.close()
        connection = nil
    }

    /// As ``Connection/query(_:)``, run again when it fails as `.retryable`.
    public func query(_ sql: SQL) throws(PostgresError) -> Rows {
        try retrying { () throws(PostgresError) in try usableConnection().query(sql) }
    }

    /// As ``Connection/pipeline(_:)``, run again when it fails as `.retryable`.
    public func pipeline(_ statements: [SQL]) throws(PostgresError) -> [Rows] {
        try retrying { () throws(PostgresError) in try usableConnection().pipeline(statements) }
    }

    /// As ``Connection/transaction(_:first:statements:)``, run again when it fails as `.retryable`.
    public func transaction(
        _ mode: TransactionMode, first: [SQL] = [], statements: [SQL]
    ) throws(PostgresError) -> [Rows] {
        try retrying { () throws(PostgresError) in
            try usableConnection().transaction(mode, first: first, statements: statements)
        }
    }

    /// As ``Connection/transaction(_:first:_:)``, but the body is run again, at most 5 times, when the transaction
    /// fails as `.retryable` (40001, 40P01), so it must have no effects outside of the transaction, and must let errors
    /// of the database pass as they are. Never when it is unknown whether a commit has happened.
    public func transaction<Value>(
        _ mode: TransactionMode, first: [SQL] = [], _ body: (borrowing Transaction) throws -> Value
    ) throws -> Value {
        try retrying { () throws in try usableConnection().transaction(mode, first: first, body) }
    }

    /// How long its caller has waited for the database since it was made: connecting, calls from their sending to the
    /// last answer, pauses before a transaction is run again.
    public var waited: Duration { waitedBefore + (connection?.waited ?? .zero) }

    private func usableConnection() throws(PostgresError) -> Connection {
        if let connection {
            // Inside the body of a transaction, whose connection must not be replaced.
            try connection.requireNoTransaction()
            if connection.isAlive() { return connection }
        }
        close()
        let began = ContinuousClock.now
        defer { waitedBefore += began.duration(to: .now) }
        let new = try Connection(settings)
        // What it waited so far is in `began` already.
        new.waited = .zero
        connection = new
        return new
    }

    private func retrying<Value, Failure: Error>(_ attempt: () throws(Failure) -> Value) throws(Failure) -> Value {
        var done = 0
        while true {
            do throws(Failure) {
                return try attempt()
            } catch {
                guard let error = error as? PostgresError, let pause = retries.pause(after: error, retriesDone: done)
                else { throw error }
                settings.waiting { retries.sleep(pause) }
                waitedBefore += pause
                done += 1
            }
        }
    }
}

@available(*, unavailable)
extension Database: Sendable {}

/// When a transaction is run again, and after what pause.
struct Retries {
    /// How often at most.
    var limit = 5

    /// Called to wait; replaced in tests.
    var sleep: (Duration) -> Void = { pause in
        let (seconds, attoseconds) = pause.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        nanosleep(&time, nil)
    }

    /// Nil when there is to be no further try. The pause doubles from 10 to 80 ms, and half of it is chance, so that
    /// two transactions that met do not meet again.
    func pause(after error: PostgresError, retriesDone: Int) -> Duration? {
        guard error.category == .retryable, !error.isOutcomeUnknown, retriesDone < limit else { return nil }
        let longest = 10_000 << min(retriesDone, 3)
        return .microseconds(Int.random(in: longest / 2...longest))
    }
}
