import Glibc
import Postgres
import Synchronization
import Testing

@Suite("Lost connections")
struct LossTests {
    @Test("A server that went away while the connection was idle is not noticed by the caller", arguments: 1...3)
    func idle(_ round: Int) throws {
        try TestServer.withSchema { database, _ in
            let pid = try database.query("select pg_backend_pid()")[0].int32(0)
            try TestServer.terminate(pid)
            let next = try database.transaction(.readWrite) { try $0.query("select pg_backend_pid()")[0].int32(0) }
            #expect(next != pid)
        }
    }

    @Test("A connection knows that it is dead; its close can be called again")
    func isAlive() throws {
        let connection = try Connection(ConnectionSettings(TestServer.conninfo()))
        #expect(connection.isAlive())
        try TestServer.terminate(connection.backendPID)
        #expect(!connection.isAlive())
        #expect(connection.backendPID == 0)
        let error = #expect(throws: PostgresError.self) { try connection.query("select 1") }
        #expect(error?.category == .unavailable)
        connection.close()
    }

    @Test("A loss in the middle of a statement is an absence, known not to be committed; the next call works")
    func midStatement() throws {
        try TestServer.withSchema { database, _ in
            let pid = Mutex<Int32>(try database.query("select pg_backend_pid()")[0].int32(0))
            let killer: @Sendable () -> Void = {
                do { try TestServer.killSleeper(pid.withLock { $0 }) } catch { Issue.record(error) }
            }
            try withThread(killer) {
                let error = #expect(throws: PostgresError.self) {
                    try database.pipeline(["select 1", "select pg_sleep(60)"])
                }
                #expect(error?.sqlState == .adminShutdown)
                #expect(error?.category == .unavailable)
                #expect(error?.statementIndex == 1)
                #expect(error?.isOutcomeUnknown == false)
            }
            #expect(try database.query("select 1").count == 1)
        }
    }

    @Test("A loss inside a transaction's body rolls it back, and is not tried again")
    func insideBody() throws {
        try TestServer.withSchema { database, _ in
            _ = try database.query("create table t (n bigint)")
            var runs = 0
            let error = #expect(throws: PostgresError.self) {
                try database.transaction(.readWrite) { transaction in
                    runs += 1
                    let rows = try transaction.pipeline(["insert into t values (1)", "select pg_backend_pid()"])
                    try TestServer.terminate(rows[1][0].int32(0))
                    _ = try transaction.query("insert into t values (2)")
                }
            }
            #expect(error?.category == .unavailable)
            #expect(error?.isOutcomeUnknown == false)
            #expect(runs == 1)
            #expect(try database.query("select from t").isEmpty)
        }
    }

    @Test("A line cut around COMMIT leaves the outcome unknown, and nothing is tried again", arguments: [true, false])
    func aroundCommit(committed: Bool) throws {
        try TestServer.withSchema { observer, settings in
            _ = try observer.query("create table t (n bigint)")
            let table = try observer.query("select quote_ident(current_schema) || '.t'")[0].string(0)
            try Relay.between { relay, settings in
                let database = Database(settings)
                let insert: SQL = "insert into \(unsafeRaw: table) values (1)"
                var runs = 0
                let error = #expect(throws: PostgresError.self) {
                    try database.transaction(.readWrite) { transaction in
                        runs += 1
                        _ = try transaction.query(insert)
                        relay.cut(committed ? .after("commit") : .before("commit"))
                    }
                }
                relay.cut(.never)
                #expect(error?.isOutcomeUnknown == true)
                #expect(error?.step == .commit)
                #expect(error?.kind == .connection)
                #expect(runs == 1)
                let next = try database.query("select 1")
                #expect(next.count == 1)
            }
            try TestServer.wait(for: "the outcome") {
                try observer.query("select from t").count == (committed ? 1 : 0)
            }
        }
    }

    @Test("Losing an implicit transaction's answer leaves it unknown too; a snapshot has nothing to know")
    func implicit() throws {
        try Relay.between { relay, settings in
            let database = Database(settings)
            relay.cut(.after("marker"))
            let write = #expect(throws: PostgresError.self) { try database.query("select 'marker'") }
            #expect(write?.isOutcomeUnknown == true)
            #expect(write?.category == .unavailable)
            let read = #expect(throws: PostgresError.self) {
                try database.transaction(.snapshot, statements: ["select 'marker'"])
            }
            #expect(read?.isOutcomeUnknown == false)
            #expect(read?.category == .unavailable)
        }
    }
}

extension TestServer {
    /// Ends a server process once it sleeps.
    static func killSleeper(_ pid: Int32) throws {
        let admin = try Connection(ConnectionSettings(conninfo()))
        try wait(for: "process \(pid) to sleep") {
            try admin.query("select from pg_stat_activity where pid = \(pid) and wait_event = 'PgSleep'").count == 1
        }
        _ = try admin.query("select pg_terminate_backend(\(pid))")
    }
}
