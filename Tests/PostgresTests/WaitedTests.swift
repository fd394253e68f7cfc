import Postgres
import Synchronization
import Testing

/// How long a thread has waited for the database.
@Suite("Time waited")
struct WaitedTests {
    @Test("Connecting and calls count, and what comes in between does not")
    func counted() throws {
        try TestServer.withSchema { _, settings in
            let database = Database(settings)
            #expect(database.waited == .zero)
            _ = try database.query("select pg_sleep(0.05)")
            let first = database.waited
            #expect(first >= .milliseconds(50))
            let began = ContinuousClock.now
            try database.transaction(.readWrite) { transaction in
                _ = try transaction.query("select pg_sleep(0.05)")
                let asked = database.waited
                while began.duration(to: .now) < .milliseconds(200) {}
                #expect(database.waited == asked)
            }
            let second = database.waited - first
            #expect(second >= .milliseconds(50) && second < began.duration(to: .now))
            database.close()
            #expect(database.waited == first + second, "it outlives the connection")
        }
    }

    @Test("An error's time counts once, its rollback included")
    func errors() throws {
        try TestServer.withSchema { _, settings in
            let database = Database(settings)
            _ = try database.query("select 1")
            let (began, before) = (ContinuousClock.now, database.waited)
            #expect(throws: PostgresError.self) {
                _ = try database.pipeline(["select pg_sleep(0.1)", "select 1 / 0"])
            }
            let waited = database.waited - before
            #expect(waited >= .milliseconds(100) && waited <= began.duration(to: .now))
        }
    }

    @Test("A server that is not there is waited for too")
    func unreachable() {
        let database = Database(ConnectionSettings("host=/nowhere.invalid user=nobody"))
        #expect(throws: PostgresError.self) { try database.query("select 1") }
        #expect(database.waited > .zero)
    }

    @Test("Every wait is announced once and ends, whatever comes of it")
    func announced() throws {
        try TestServer.withSchema { _, settings in
            let waits = Waits()
            var settings = settings
            settings.callTimeout = .milliseconds(200)
            settings.onWait = { waits.note($0) }
            let database = Database(settings)
            let connecting = try waits.during { _ = try database.query("select 1") }
            #expect(connecting >= 2, "connecting, and the answer")
            let failing: [SQL] = [
                "select 1 / 0", "select pg_sleep(1)", "select pg_terminate_backend(pg_backend_pid())",
            ]
            for sql in failing {
                let failed = waits.during { _ = try? databaseError { _ = try database.query(sql) } }
                #expect(failed >= 1, "\(sql)")
            }
            let again: SQL = "do $$ begin raise sqlstate '40P01'; end $$"
            let tries = waits.during {
                _ = try? databaseError { try database.transaction(.readWrite) { _ = try $0.query(again) } }
            }
            #expect(tries >= 6 + 5, "six tries, and the pauses between them")
            settings.conninfo = "host=/nowhere.invalid user=nobody"
            let unreachable = Database(settings)
            let refused = waits.during { _ = try? databaseError { _ = try unreachable.query("select 1") } }
            #expect(refused == 1)
            #expect(waits.deepest == 1, "none within another")
        }
    }

    private final class Waits: Sendable {
        private let numbers = Mutex((open: 0, begun: 0, deepest: 0))

        var deepest: Int { numbers.withLock { $0.deepest } }

        func note(_ wait: ConnectionSettings.Wait) {
            numbers.withLock { numbers in
                numbers.open += wait == .begins ? 1 : -1
                numbers.begun += wait == .begins ? 1 : 0
                numbers.deepest = max(numbers.deepest, numbers.open)
            }
        }

        /// How many began; all have to be over.
        func during(_ body: () throws -> Void) rethrows -> Int {
            let before = numbers.withLock { $0.begun }
            try body()
            let (open, begun, _) = numbers.withLock { $0 }
            #expect(open == 0)
            return begun - before
        }
    }
}
