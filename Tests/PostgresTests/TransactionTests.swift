import Postgres
import Testing

@Suite("Transactions")
struct TransactionTests {
    private struct Refused: Error {}

    @Test("Committed on return, with the rows of every statement and what `first` has set")
    func commit() throws {
        try TestServer.withSchema { database, settings in
            _ = try database.query("create table t (n bigint)")
            let tenant: SQL = "select set_config('test.tenant', \("7"), true)"
            let total = try database.transaction(.readWrite, first: [tenant]) { transaction in
                _ = try transaction.pipeline(["insert into t values (1)", "insert into t values (2)"])
                let rows = try transaction.query("select sum(n), current_setting('test.tenant') from t")
                #expect(try rows[0].string(1) == "7")
                #expect(try Database(settings).query("select from t").isEmpty)
                return try rows[0].int(0)
            }
            #expect(total == 3)
            #expect(try Database(settings).query("select from t").count == 2)
            #expect(try database.query("select current_setting('test.tenant', true)")[0].stringIfPresent(0) != "7")
        }
    }

    @Test("Rolled back when the body throws, which is thrown on as it is")
    func rollback() throws {
        try TestServer.withSchema { database, _ in
            _ = try database.query("create table t (n bigint)")
            #expect(throws: Refused.self) {
                try database.transaction(.readWrite) { transaction in
                    _ = try transaction.query("insert into t values (1)")
                    throw Refused()
                }
            }
            #expect(throws: Refused.self) { try database.transaction(.readWrite) { _ in throw Refused() } }
            #expect(try database.query("select from t").isEmpty)
        }
    }

    @Test("After an error nothing more runs, and a body that returns all the same does not commit")
    func swallowedError() throws {
        try TestServer.withSchema { database, _ in
            _ = try database.query("create table t (n bigint)")
            let error = #expect(throws: PostgresError.self) {
                try database.transaction(.readWrite) { transaction in
                    _ = try transaction.query("insert into t values (1)")
                    let failed = try databaseError { _ = try transaction.query("select 1 / 0") }
                    #expect(failed.statementIndex == 0)
                    let refused = try databaseError { _ = try transaction.query("select 1") }
                    #expect(refused.kind == .misuse)
                }
            }
            #expect(error?.kind == .misuse)
            #expect(try database.query("select from t").isEmpty)
        }
    }

    @Test("The error tells its step: opening, statement, commit")
    func steps() throws {
        try TestServer.withSchema { database, _ in
            _ = try database.query("create table t (n bigint constraint t_alone unique deferrable initially deferred)")
            let opening = #expect(throws: PostgresError.self) {
                try database.transaction(.readWrite, first: ["select 1", "select 1 / 0"], statements: ["select 2"])
            }
            #expect(opening?.step == .first(1))
            let statement = #expect(throws: PostgresError.self) {
                try database.transaction(.readWrite, first: ["select 1"], statements: ["select 2", "select 1 / 0"])
            }
            #expect(statement?.step == .statement(1))
            let insert: SQL = "insert into t values (1)"
            let bodies: [(borrowing Transaction) throws -> Void] = [
                { _ = try $0.pipeline([insert, insert]) }, { _ = try $0.finish(with: [insert, insert]) },
            ]
            for body in bodies {
                let commit = #expect(throws: PostgresError.self) { try database.transaction(.readWrite, body) }
                #expect(commit?.step == .commit)
                #expect(commit?.constraint == "t_alone")
                #expect(commit?.isOutcomeUnknown == false)
            }
            let rows = try database.transaction(.readWrite, statements: [insert, "select n from t"])
            #expect(try rows[1].map { try $0.int(0) } == [1])
        }
    }

    @Test("A transaction cannot be nested, nor anything run beside it; the outer one goes on")
    func nesting() throws {
        try TestServer.withSchema { database, settings in
            _ = try database.query("create table t (n bigint)")
            try database.transaction(.readWrite) { transaction in
                _ = try transaction.query("insert into t values (1)")
                let attempts: [() throws -> Void] = [
                    { try database.transaction(.readWrite) { _ in } }, { _ = try database.query("select 1") },
                    { _ = try database.transaction(.snapshot, statements: ["select 1"]) },
                ]
                for attempt in attempts {
                    let error = #expect(throws: PostgresError.self) { try attempt() }
                    #expect(error?.kind == .misuse)
                }
                _ = try transaction.query("insert into t values (2)")
            }
            #expect(try database.query("select from t").count == 2)
        }
    }

    @Test("A snapshot sees one moment and writes nothing; read-write sees what was committed meanwhile")
    func isolation() throws {
        try TestServer.withSchema { database, settings in
            _ = try database.query("create table t (n bigint)")
            let other = Database(settings)
            func countTwice(_ mode: TransactionMode) throws -> [Int] {
                try database.transaction(mode) { transaction in
                    let before = try transaction.query("select count(*) from t")[0].int(0)
                    _ = try other.query("insert into t values (1)")
                    return [before, try transaction.query("select count(*) from t")[0].int(0)]
                }
            }
            #expect(try countTwice(.snapshot) == [0, 0])
            #expect(try countTwice(.readWrite) == [1, 2])
            let error = #expect(throws: PostgresError.self) {
                try database.transaction(.snapshot, statements: ["insert into t values (1)"])
            }
            #expect(error?.sqlState == .readOnlyTransaction)
        }
    }

    @Test("A snapshot of one round trip sees one moment without BEGIN too, and leaves nothing behind")
    func implicitSnapshots() throws {
        try TestServer.withSchema { database, settings in
            var settings = settings
            settings.implicitSnapshots = true
            let reader = Database(settings)
            _ = try database.query("create table t (n bigint)")
            let first: [SQL] = [
                "select set_config('transaction_read_only', 'on', true), set_config('test.tenant', '7', true)"
            ]
            let seen = try reader.transaction(
                .snapshot, first: first,
                statements: ["select current_setting('transaction_isolation'), current_setting('test.tenant')"])
            #expect(try seen[0][0].string(0) == "repeatable read")
            #expect(try seen[0][0].string(1) == "7")
            #expect(try reader.query("select current_setting('test.tenant', true)")[0].string(0) == "")
            let error = #expect(throws: PostgresError.self) {
                try reader.transaction(.snapshot, first: first, statements: ["insert into t values (1)"])
            }
            #expect(error?.sqlState == .readOnlyTransaction)
            let isolation = try reader.transaction(.readWrite) {
                try $0.query("select current_setting('transaction_isolation')")[0].string(0)
            }
            #expect(isolation == "read committed")
        }
    }

    /// As behind a proxy that ignores start-up options, too.
    @Test("Options of the connection string do not take a snapshot's one moment away")
    func implicitSnapshotsWithOptions() throws {
        try TestServer.withSchema { _, settings in
            var settings = settings
            settings.conninfo += settings.conninfo.contains("?") ? "&" : "?"
            settings.conninfo += "options=-c%20default_transaction_isolation%3Dread%5C%20committed"
            settings.implicitSnapshots = true
            let seen = try Database(settings).transaction(
                .snapshot, statements: ["select current_setting('transaction_isolation')"])
            #expect(try seen[0][0].string(0) == "repeatable read")
        }
    }

    /// As a proxy does between two clients; the statements are found missing, and so the isolation is too.
    @Test("A session that was reset does not take a snapshot's one moment away")
    func implicitSnapshotsAfterReset() throws {
        try TestServer.withSchema { _, settings in
            var settings = settings
            settings.implicitSnapshots = true
            let reader = Database(settings)
            for _ in 0..<3 {
                let seen = try reader.transaction(
                    .snapshot, statements: ["select current_setting('transaction_isolation')"])
                #expect(try seen[0][0].string(0) == "repeatable read")
                _ = try reader.query("discard all")
            }
        }
    }

    @Test("Nothing is sent for a body without statements, and `finish` ends the transaction")
    func ends() throws {
        try TestServer.withSchema { database, _ in
            _ = try database.query("create table t (n bigint)")
            try database.transaction(.readWrite, first: ["select 1 / 0"]) { _ in }
            try database.transaction(.readWrite) { transaction in
                _ = try transaction.query("insert into t values (1)")
                let rows = try transaction.finish(with: ["select n from t"])
                #expect(rows[0].count == 1)
                let over = #expect(throws: PostgresError.self) { try transaction.query("select 1") }
                #expect(over?.kind == .misuse)
            }
            #expect(try database.query("select from t").count == 1)
        }
    }
}
