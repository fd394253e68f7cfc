import Postgres
import Testing

@Suite("Pipelines")
struct PipelineTests {
    @Test("Every statement's rows, in their order; a pipeline is one transaction")
    func success() throws {
        try TestServer.withSchema { database, _ in
            let results = try database.pipeline([
                "select set_config('test.tenant', \("7"), true)", "create table t (n bigint)",
                "insert into t values (1), (2)", "select n, current_setting('test.tenant') from t order by n",
                "select pg_current_xact_id() = pg_current_xact_id()",
            ])
            #expect(results.map(\.count) == [1, 0, 0, 2, 1])
            #expect(results[2].affectedRows == 2)
            #expect(try results[3].map { try $0.string(1) } == ["7", "7"])
            #expect(try database.query("select current_setting('test.tenant', true)")[0].stringIfPresent(0) != "7")
            #expect(try database.pipeline([]).isEmpty)
        }
    }

    @Test("An error in the middle undoes all and tells its place; the connection stays good", arguments: 0..<3)
    func errorInTheMiddle(place: Int) throws {
        try TestServer.withSchema { database, _ in
            let pid = try database.query("create table t (n bigint)", "select pg_backend_pid()")
            for _ in 0..<2 {
                var statements: [SQL] = ["insert into t values (1)", "insert into t values (2)"]
                statements.insert("insert into t values (\(1)::bigint / 0)", at: place)
                let error = try #require(throws: PostgresError.self) { try database.pipeline(statements) }
                #expect(error.sqlState?.rawValue == "22012")
                #expect(error.statementIndex == place)
                #expect(error.step == .statement(place))
            }
            #expect(try database.query("select count(*), pg_backend_pid() from t")[0].int(0) == 0)
            #expect(try database.query("select pg_backend_pid()")[0].int32(0) == pid)
        }
    }

    @Test("A deferred constraint fails at the end, with its name and without an index")
    func deferred() throws {
        try TestServer.withSchema { database, _ in
            _ = try database.query("create table t (n bigint constraint t_alone unique deferrable initially deferred)")
            let error = try #require(throws: PostgresError.self) {
                try database.pipeline(["insert into t values (1)", "insert into t values (1)", "select 1"])
            }
            #expect(error.sqlState == .uniqueViolation)
            #expect(error.constraint == "t_alone")
            #expect(error.statementIndex == nil)
            #expect(error.step == .commit)
            #expect(!error.isOutcomeUnknown)
            #expect(try database.query("select from t").isEmpty)
        }
    }

    @Test("Many megabytes both ways at once do not lock up", arguments: [true, false])
    func large(prepared: Bool) throws {
        try TestServer.withSchema { _, settings in
            var settings = settings
            settings.prepared = prepared
            let text = String(repeating: "0123456789", count: 10_000)
            let statements = (0..<60).map { "select \($0)::integer, \(text)::text || \(text)::text" as SQL }
            let results = try Database(settings).pipeline(statements)
            for (index, rows) in results.enumerated() {
                #expect(try rows[0].int(0) == index)
                #expect(try rows[0].withColumns(2) { $0[1]?.count } == 200_000)
            }
        }
    }

    @Test("A bind of megabytes goes through while the server has nothing to say yet")
    func largeBind() throws {
        try TestServer.withSchema { database, _ in
            // More than loopback sockets buffer (up to 10 MB), so that not all of it can be sent at once.
            let text = String(repeating: "0123456789", count: 2_000_000)
            let row = try database.query("select length(\(text))")[0]
            #expect(try row.int(0) == 20_000_000)
        }
    }

    @Test("An empty statement gives no rows; two in one are refused")
    func oddStatements() throws {
        try TestServer.withSchema { database, _ in
            let empty = try database.query("")
            #expect(empty.isEmpty)
            let two = #expect(throws: PostgresError.self) { try database.query("select 1; select 2") }
            #expect(two?.sqlState == .syntaxError)
        }
    }

    @Test("COPY is refused and costs the connection", arguments: ["(select 1) to stdout", "pg_class from stdin"])
    func copy(what: String) throws {
        try TestServer.withSchema { database, _ in
            let error = #expect(throws: PostgresError.self) { try database.query("copy \(unsafeRaw: what)") }
            #expect(error?.kind == .misuse)
            let rows = try database.query("select 1")
            #expect(rows.count == 1)
        }
    }

    @Test("A statement that begins or ends a transaction by itself is refused")
    func strayTransactions() throws {
        try TestServer.withSchema { database, _ in
            _ = try database.query("create table t (n bigint)")
            let begin = #expect(throws: PostgresError.self) { try database.query("begin") }
            #expect(begin?.kind == .misuse)
            let commit = #expect(throws: PostgresError.self) {
                try database.transaction(.readWrite) { transaction in
                    _ = try transaction.query("insert into t values (1)")
                    _ = try transaction.query("rollback")
                    _ = try transaction.query("insert into t values (2)")
                }
            }
            #expect(commit?.kind == .misuse)
            #expect(try database.query("select from t").isEmpty)
        }
    }
}

extension Database {
    fileprivate func query(_ first: SQL, _ second: SQL) throws(PostgresError) -> Int32 {
        try pipeline([first, second])[1][0].int32(0)
    }
}
