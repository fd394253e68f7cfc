import Foundation
import Postgres
import Synchronization
import Testing

/// The throwaway PostgreSQL that the tests run on. Every test makes a schema of its own in it.
enum TestServer {
    struct Missing: Error, CustomStringConvertible {
        let description =
            "DATABASE_URL is not set: it must be the URL of a superuser of a throwaway PostgreSQL cluster on this "
            + "machine; `deploy/dev test` makes one"
    }

    struct Disappointment: Error, CustomStringConvertible {
        let description: String
    }

    static func conninfo() throws -> String {
        guard let conninfo = ProcessInfo.processInfo.environment["DATABASE_URL"], !conninfo.isEmpty else {
            throw Missing()
        }
        return conninfo
    }

    /// Runs `body` with a database whose search path is a new schema, and with the settings to make more of them.
    static func withSchema(_ body: (Database, ConnectionSettings) throws -> Void) throws {
        let name = "test_\(UInt64.random(in: 0 ... .max))"
        let admin = try Connection(ConnectionSettings(conninfo()))
        _ = try admin.query("create schema \(unsafeRaw: name)")
        let settings = ConnectionSettings(try conninfo(with: "options", "-csearch_path=\(name)"))
        let database = Database(settings)
        defer {
            database.close()
            // Whatever a test has left waiting must not hold up the cleaning.
            _ = try? admin.pipeline(["set local lock_timeout = '5s'", "drop schema \(unsafeRaw: name) cascade"])
        }
        try body(database, settings)
    }

    /// The connection string with one more keyword.
    private static func conninfo(with keyword: String, _ value: String) throws -> String {
        let conninfo = try conninfo()
        guard conninfo.contains("://") else { return "\(conninfo) \(keyword)='\(value)'" }
        let escaped = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return conninfo + (conninfo.contains("?") ? "&" : "?") + "\(keyword)=\(escaped)"
    }

    /// Waits for something that is bound to happen; the limit only catches what hangs.
    static func wait(for what: String, _ condition: () throws -> Bool) throws {
        let end = ContinuousClock.now + .seconds(20)
        while try !condition() {
            guard ContinuousClock.now < end else { throw Disappointment(description: "waited in vain for \(what)") }
            usleep(5_000)
        }
    }

    /// Waits until a server process has ended.
    static func waitUntilGone(_ pid: Int32) throws {
        let admin = try Connection(ConnectionSettings(conninfo()))
        try wait(for: "the end of process \(pid)") {
            try admin.query("select from pg_stat_activity where pid = \(pid)").isEmpty
        }
    }

    /// Waits until a server process waits for a lock.
    static func waitUntilBlocked(_ pid: Int32) throws {
        let admin = try Connection(ConnectionSettings(conninfo()))
        try wait(for: "process \(pid) to be blocked") {
            try admin.query("select cardinality(pg_blocking_pids(\(pid))) > 0")[0].bool(0)
        }
    }

    static func terminate(_ pid: Int32) throws {
        let admin = try Connection(ConnectionSettings(conninfo()))
        _ = try admin.query("select pg_terminate_backend(\(pid))")
        try waitUntilGone(pid)
    }
}

/// Runs `body` on that many threads of their own at once, and throws the first of their errors.
func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
    let failures = Mutex<[any Error]>([])
    let running = DispatchGroup()
    for index in 0..<count {
        running.enter()
        Thread.detachNewThread {
            defer { running.leave() }
            do { try body(index) } catch { failures.withLock { $0.append(error) } }
        }
    }
    running.wait()
    if let first = failures.withLock({ $0.first }) { throw first }
}

/// Runs `work` on a thread of its own while `body` runs here, and waits for its end.
func withThread(_ work: @escaping @Sendable () -> Void, _ body: () throws -> Void) throws {
    let running = DispatchGroup()
    running.enter()
    Thread.detachNewThread {
        work()
        running.leave()
    }
    defer { running.wait() }
    try body()
}

/// The error that `body` throws, for use inside another expectation, where `#expect(throws:)` cannot stand.
func databaseError(_ body: () throws -> Void) throws -> PostgresError {
    do {
        try body()
    } catch let error as PostgresError {
        return error
    }
    throw TestServer.Disappointment(description: "an error of the database was expected, but none was thrown")
}
