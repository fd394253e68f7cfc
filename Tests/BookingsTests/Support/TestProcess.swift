import Foundation
import Postgres
import Testing

@testable import Bookings

/// What a process of the service has beside its worker threads: it listens and announces, under a name of its own among
/// the server's connections.
final class TestProcess {
    let changes: Changes
    private let name = "test-\(UUID().uuidString.prefix(13))"
    private let observer: Database

    /// Runs `body` with a process, and ends its threads.
    static func run<Value>(_ body: (TestProcess) throws -> Value) throws -> Value {
        let process = try TestProcess()
        process.changes.start()
        defer { process.changes.stop() }
        return try body(process)
    }

    private init() throws {
        let url = try TestDatabase.url("VEXAR_DATABASE_URL")
        let named = ConnectionSettings("\(url)?application_name=\(name)")
        changes = Changes(named, direct: named, log: TestDatabase.silence)
        observer = try TestDatabase.superuser()
    }

    /// A client of a worker of this process.
    func api(_ key: String) throws -> TestAPI {
        try TestAPI(key: key, changes: changes)
    }

    /// Waits until it remembers what it hears.
    func untilItHears() throws {
        try eventually("a process that listens") { changes.hearing.isFresh }
    }

    /// Cuts its connections: the listener's, and the announcer's if it has one by now.
    func cut() throws {
        _ = try observer.query(
            "select pg_terminate_backend(a.pid) from pg_stat_activity as a where a.application_name = \(name)")
    }

    /// Whether it has a connection that listens.
    var isConnected: Bool {
        get throws {
            try observer.query(
                "select count(*) from pg_stat_activity as a where a.application_name = \(name) and a.query <> ''"
            )[0].int64(0) > 0
        }
    }
}

/// Waits for something to become true; throws after 30 s, which only a hang takes.
func eventually(_ what: String, _ condition: () throws -> Bool) throws {
    for _ in 0..<6_000 {
        if try condition() { return }
        usleep(5_000)
    }
    throw NeverCame(what: what)
}

/// What was waited for in vain.
struct NeverCame: Error {
    let what: String
}
