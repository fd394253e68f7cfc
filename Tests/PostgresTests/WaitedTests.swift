import Postgres
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
}
