import Postgres
import Testing

@Suite("The tests' own ground")
struct TestServerTests {
    @Test("Schemas do not see each other's tables")
    func isolation() throws {
        try TestServer.withSchema { one, _ in
            _ = try one.query("create table mine ()")
            try TestServer.withSchema { two, _ in
                let error = #expect(throws: PostgresError.self) { try two.query("select from mine") }
                #expect(error?.sqlState == .undefinedTable)
            }
            #expect(try one.query("select from mine").isEmpty)
        }
    }

    @Test("A schema is gone with its test")
    func cleaning() throws {
        var name = ""
        try TestServer.withSchema { database, _ in
            name = try database.query("select current_schema")[0].string(0)
        }
        try TestServer.withSchema { database, _ in
            let rows = try database.query("select from pg_namespace where nspname = \(name)")
            #expect(rows.isEmpty)
        }
    }
}
