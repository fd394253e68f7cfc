import Postgres
import Testing

@Suite("Prepared statements")
struct PreparedStatementTests {
    private func preparedNames(_ database: Database) throws -> Set<String> {
        try Set(database.query("select name from pg_prepared_statements").map { try $0.string(0) })
    }

    @Test("Prepared once and used again; with the switch off, never", arguments: [true, false])
    func once(prepared: Bool) throws {
        try TestServer.withSchema { _, settings in
            var settings = settings
            settings.prepared = prepared
            let database = Database(settings)
            for number in 0..<10 {
                let row = try database.query("select \(number)::bigint")[0]
                #expect(try row.int(0) == number)
            }
            let names = try preparedNames(database)
            #expect(names.count == (prepared ? 2 : 0))
        }
    }

    @Test("No more are kept than the limit; the one not used for longest goes")
    func limit() throws {
        try TestServer.withSchema { _, settings in
            var settings = settings
            settings.preparedLimit = 4
            let database = Database(settings)
            for round in 0..<30 {
                let sql: SQL = "select \(unsafeRaw: "\(round)") + \(round)::integer"
                #expect(try database.pipeline([sql, "select 'kept'", sql])[0][0].int(0) == 2 * round)
            }
            // The last one pushed out is deallocated by the next call: this one.
            #expect(try preparedNames(database).count <= 5)
            let kept = try database.query(
                """
                select from pg_prepared_statements
                where statement = 'select ''kept''' and generic_plans + custom_plans = 30
                """)
            #expect(kept.count == 1)
        }
    }

    @Test("More statements in one pipeline than are kept")
    func pipelineBeyondLimit() throws {
        try TestServer.withSchema { _, settings in
            var settings = settings
            settings.preparedLimit = 3
            let connection = try Connection(settings)
            let statements = (0..<20).map { "select \(unsafeRaw: "\($0 % 7)")" as SQL }
            for mode in [TransactionMode.snapshot, .readWrite, .snapshot] {
                let results = try connection.transaction(mode, statements: statements)
                #expect(try results.map { try $0[0].int(0) } == (0..<20).map { $0 % 7 })
                let piped = try connection.pipeline(statements)
                #expect(try piped.map { try $0[0].int(0) } == (0..<20).map { $0 % 7 })
            }
            let prepared = try connection.query("select from pg_prepared_statements")
            #expect(prepared.count <= 3 + 1)
        }
    }

    @Test("A statement that could not be prepared, or was skipped, is prepared the next time")
    func failedPrepare() throws {
        try TestServer.withSchema { _, settings in
            // Not Database, whose second try would cover up for a name that the server does not have.
            let connection = try Connection(settings)
            let read: SQL = "select n from t"
            for _ in 0..<2 {
                let error = #expect(throws: PostgresError.self) {
                    try connection.pipeline(["select 1", read, "select 2"])
                }
                #expect(error?.sqlState == .undefinedTable)
                #expect(error?.statementIndex == 1)
            }
            _ = try connection.query("create table t (n bigint)")
            #expect(try connection.pipeline(["select 1", read, "select 2"]).map(\.count) == [1, 0, 1])
        }
    }

    @Test("A change of the schema makes a plan stale: told as retryable, and done by Database by itself")
    func staleResult() throws {
        try TestServer.withSchema { database, settings in
            _ = try database.pipeline(["create table t (n bigint)", "create table u (n bigint)"])
            let read: [SQL] = ["select * from t", "select * from u"]
            let connection = try Connection(settings)
            _ = try connection.pipeline(read)
            _ = try database.pipeline(read)
            _ = try database.pipeline(["alter table t add m text", "alter table u add m text"])
            let error = #expect(throws: PostgresError.self) { try connection.pipeline(read) }
            #expect(error?.category == .retryable)
            #expect(error?.sqlState == .featureNotSupported)
            #expect(try connection.pipeline(read).map(\.columnCount) == [2, 2])
            #expect(try database.transaction(.readWrite) { try $0.pipeline(read).map(\.columnCount) } == [2, 2])
            let prepared = try connection.query("select from pg_prepared_statements where statement like '%from t'")
            #expect(prepared.count == 1)
        }
    }

    @Test("A server that has forgotten its statements is no trouble either")
    func discarded() throws {
        try TestServer.withSchema { database, _ in
            for _ in 0..<3 {
                #expect(try database.pipeline(["select 1", "select \(2)::bigint"])[1][0].int(0) == 2)
                _ = try database.query("deallocate all")
            }
        }
    }
}
