import Testing

@testable import Postgres

@Suite("Errors")
struct PostgresErrorTests {
    @Test(
        "A state belongs to one category",
        arguments: [
            ("40001", PostgresError.Category.retryable), ("40P01", .retryable), ("57014", .timeout),
            ("55P03", .timeout),
            ("57P01", .unavailable), ("57P03", .unavailable), ("08006", .unavailable), ("53300", .unavailable),
            ("08P01", .other), ("23P01", .other), ("0A000", .other), ("26000", .retryable), ("P0001", .other),
        ])
    func categories(state: String, category: PostgresError.Category) throws {
        try TestServer.withSchema { database, _ in
            let error = #expect(throws: PostgresError.self) {
                try database.raise(state: state)
            }
            #expect(error?.sqlState?.rawValue == state)
            #expect(error?.category == category)
        }
    }

    @Test("Constraints come with their names, and the rows that broke them stay out of the description")
    func constraints() throws {
        try TestServer.withSchema { database, _ in
            _ = try database.pipeline([
                "create table parent (id bigint primary key)",
                """
                create table child (
                    id bigint constraint child_pk primary key,
                    parent_id bigint not null constraint child_parent references parent,
                    price bigint constraint child_price check (price >= 0),
                    during tstzrange,
                    constraint child_alone exclude using gist (during with &&)
                )
                """,
                "insert into parent values (1)",
                "insert into child values (1, 1, 0, '[2026-07-01 10:00,2026-07-01 11:00)')",
            ])
            let cases: [(SQL, SQLState, String?)] = [
                ("insert into child values (1, 1, 0, null)", .uniqueViolation, "child_pk"),
                ("insert into child values (2, 7001, 0, null)", .foreignKeyViolation, "child_parent"),
                ("insert into child values (2, 1, -7001, null)", .checkViolation, "child_price"),
                ("insert into child values (2, 1, 0, '[2026-07-01 10:30,)')", .exclusionViolation, "child_alone"),
                ("insert into child values (7001, null, 0, null)", .notNullViolation, nil),
            ]
            for (sql, state, constraint) in cases {
                let error = try #require(throws: PostgresError.self) { try database.query(sql) }
                #expect(error.kind == .server)
                #expect(error.sqlState == state)
                #expect(error.constraint == constraint)
                #expect(error.server?.table == "child")
                #expect(error.category == .other)
                #expect(!error.isOutcomeUnknown)
                #expect(!error.description.contains("7001") && !error.description.contains("10:30"))
                #expect(error.description.contains(constraint ?? "parent_id"))
            }
        }
    }

    @Test(
        "A value that the server quotes stays out of the description, not out of the debug description",
        arguments: ["date", "bigint", "boolean", "interval", "jsonb", "uuid", "tstzrange", "bigint[]"])
    func quotedValues(type: String) throws {
        try TestServer.withSchema { database, _ in
            let error = try #require(throws: PostgresError.self) {
                try database.query("select \("4711-secret")::\(unsafeRaw: type)")
            }
            #expect(error.sqlState?.classCode == "22")
            #expect(!error.description.contains("4711"), "\(error)")
            #expect(error.description.contains(error.sqlState?.rawValue ?? "?"))
            #expect(error.debugDescription.contains("4711"))
        }
    }

    @Test("The description says what and where")
    func description() throws {
        try TestServer.withSchema { database, _ in
            let error = try #require(throws: PostgresError.self) {
                try database.pipeline(["select 1", "select missing"])
            }
            #expect(error.description == #"ERROR 42703: column "missing" does not exist, in statement 1"#)
        }
    }

    @Test("Server errors that end in a FATAL are an absence, whatever their state")
    func fatal() throws {
        try TestServer.withSchema { database, _ in
            _ = try database.pipeline(["set idle_in_transaction_session_timeout = 50"])
            let error = try #require(throws: PostgresError.self) {
                try database.transaction(.readWrite) { transaction in
                    let pid = try transaction.query("select pg_backend_pid()")[0].int32(0)
                    try TestServer.waitUntilGone(pid)
                    _ = try transaction.query("select 1")
                }
            }
            #expect(error.category == .unavailable)
            #expect(!error.isOutcomeUnknown)
        }
    }
}

extension Database {
    fileprivate func raise(state: String) throws(PostgresError) {
        _ = try query(
            """
            create function fail() returns void language plpgsql
            as $$ begin raise 'x' using errcode = '\(unsafeRaw: state)'; end $$
            """)
        _ = try query("select fail()")
    }
}
