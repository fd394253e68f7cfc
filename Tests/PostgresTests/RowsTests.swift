import Postgres
import Testing

@Suite("Rows")
struct RowsTests {
    @Test("Columns by number and by name")
    func columns() throws {
        try TestServer.withSchema { database, _ in
            let rows = try database.query("select 7 as id, 'x' as \"Name\", 8 as id")
            #expect(rows.count == 1)
            #expect(rows.columnCount == 3)
            #expect(try rows.column("id") == 0)
            #expect(try rows[0].string(rows.column("Name")) == "x")
            let error = #expect(throws: PostgresError.self) { try rows.column("name") }
            #expect(error?.kind == .value)
        }
    }

    @Test("What is not there, NULL, or of another type throws without naming the value")
    func refusals() throws {
        try TestServer.withSchema { database, _ in
            let rows = try database.query("select null::bigint as a, 'secret' as b, 99999999999 as c")
            let row = rows[0]
            let refused: [() throws -> Any?] = [
                { try row.int64(0) }, { try row.int64(1) }, { try row.int64IfPresent(1) }, { try row.int32(2) },
                { try row.bool(1) }, { try row.bytea(1) }, { try row.string(0) }, { try row.string(3) },
                { try row.string(-1) }, { try rows[1].string(0) }, { try rows[-1].isNull(0) },
                { try row.withColumns(4) { $0[0]?.count } }, { try row.withColumns(0) { $0[0]?.count } },
                { try rows[1].withColumns(1) { $0[0]?.count } },
            ]
            for (index, read) in refused.enumerated() {
                let error = #expect(throws: PostgresError.self, "\(index)") { _ = try read() }
                #expect(error?.kind == .value)
                #expect(error?.description.contains("secret") == false)
            }
            #expect(try row.isNull(0))
            #expect(try row.int64(2) == 99_999_999_999)
        }
    }

    @Test("Bytes are read where libpq has put them, also after the connection is gone")
    func zeroCopy() throws {
        var row: Row?
        try TestServer.withSchema { database, _ in
            row = try database.query("select 'grüß', null, ''").first
            database.close()
        }
        let kept = try #require(row)
        let first = try kept.withColumns(1) { $0[0]?.baseAddress }
        #expect(try kept.withColumns(1) { $0[0]?.baseAddress } == first)
        #expect(try kept.withColumns(3) { $0[0].map(Array.init) } == Array("grüß".utf8))
        #expect(try kept.withColumns(3) { $0[1] == nil })
        #expect(try kept.withColumns(3) { $0[2]?.count } == 0)
    }

    @Test("Rows are a collection; affected rows are counted")
    func collection() throws {
        try TestServer.withSchema { database, _ in
            #expect(try database.query("create table t (n integer)").affectedRows == 0)
            #expect(try database.query("insert into t select generate_series(1, 5)").affectedRows == 5)
            #expect(try database.query("update t set n = n + 1 where n > 3").affectedRows == 2)
            let rows = try database.query("select n from t order by n")
            #expect(try rows.map { try $0.int32(0) } == [1, 2, 3, 5, 6])
            #expect(try rows.reversed().first?.int32(0) == 6)
            #expect(try database.query("delete from t where n > 100").affectedRows == 0)
            #expect(try database.query("delete from t").affectedRows == 5)
            #expect(try database.query("select from t").first == nil)
        }
    }
}
