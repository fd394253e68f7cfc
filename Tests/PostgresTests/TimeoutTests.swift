import Glibc
import Postgres
import Testing

@Suite("Time limits")
struct TimeoutTests {
    @Test("statement_timeout ends the statement, not the connection")
    func statementTimeout() throws {
        try TestServer.withSchema { database, _ in
            let pid = try database.query("select pg_backend_pid()")[0].int32(0)
            let error = try #require(throws: PostgresError.self) {
                try database.pipeline(["set local statement_timeout = 50", "select pg_sleep(60)"])
            }
            #expect(error.sqlState == .queryCanceled)
            #expect(error.category == .timeout)
            #expect(try database.query("select pg_backend_pid()")[0].int32(0) == pid)
        }
    }

    @Test("lock_timeout ends the wait for a lock")
    func lockTimeout() throws {
        try TestServer.withSchema { database, settings in
            _ = try database.pipeline(["create table t (n bigint)", "insert into t values (1)"])
            try database.transaction(.readWrite) { transaction in
                _ = try transaction.query("select from t for update")
                let error = #expect(throws: PostgresError.self) {
                    try Database(settings).pipeline(["set local lock_timeout = 50", "select from t for update"])
                }
                #expect(error?.sqlState == .lockNotAvailable)
                #expect(error?.category == .timeout)
                #expect(error?.statementIndex == 1)
            }
        }
    }

    @Test("A server that has stopped answering costs the call its time limit; the next call works")
    func hungServer() throws {
        try TestServer.withSchema { _, settings in
            var settings = settings
            settings.callTimeout = .milliseconds(300)
            let database = Database(settings)
            let pid = try database.query("select pg_backend_pid()")[0].int32(0)
            try #require(kill(pid, SIGSTOP) == 0, "the tests must be allowed to signal the server's processes")
            defer { kill(pid, SIGCONT) }
            let error = try #require(throws: PostgresError.self) { try database.query("select 1") }
            #expect(error.kind == .deadline)
            #expect(error.category == .unavailable)
            #expect(error.isOutcomeUnknown)
            #expect(try database.query("select pg_backend_pid()")[0].int32(0) != pid)
        }
    }

    @Test("So does one that hangs while megabytes are being sent to it")
    func hungWhileSending() throws {
        try TestServer.withSchema { _, settings in
            var settings = settings
            settings.callTimeout = .milliseconds(300)
            let database = Database(settings)
            let pid = try database.query("select pg_backend_pid()")[0].int32(0)
            try #require(kill(pid, SIGSTOP) == 0, "the tests must be allowed to signal the server's processes")
            defer { kill(pid, SIGCONT) }
            let text = String(repeating: "x", count: 20_000_000)
            let error = try #require(throws: PostgresError.self) { try database.query("select length(\(text))") }
            #expect(error.kind == .deadline)
        }
    }

    @Test("A host that accepts and says nothing costs connectTimeout, then the next host has its turn")
    func silentHost() throws {
        let (listener, port) = try listenOnLoopback()
        defer { close(listener) }
        var silent = ConnectionSettings("host=127.0.0.1 port=\(port) password=hush")
        silent.connectTimeout = .milliseconds(200)
        let error = try #require(throws: PostgresError.self) { try Connection(silent) }
        #expect(error.kind == .connection)
        #expect(error.step == .connect)
        #expect(error.description.contains("no answer"))
        #expect(!error.debugDescription.contains("hush"))
        try Relay.between { _, working in
            var both = working
            both.conninfo = both.conninfo.replacing(
                "host=127.0.0.1 port=", with: "host=127.0.0.1,127.0.0.1 port=\(port),")
            both.connectTimeout = .seconds(2)
            let rows = try Connection(both).query("select 1")
            #expect(rows.count == 1)
        }
    }
}
