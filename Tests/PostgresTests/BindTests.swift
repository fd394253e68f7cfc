import Postgres
import Testing

@Suite("Binds on the server")
struct BindTests {
    static let hostile = [
        "", " ", "'", "''; drop table x; --", #"\"#, #"\\x00"#, "NULL", "null", "{}", #"{"a",b}"#, "a,b", "\"", "$1",
        "$$", "%s", "line\nfeed\r\n\ttab", "naïve", "Ünïcödé", "日本語", "👩‍👩‍👧‍👦", "e\u{301}", "\u{E9}",
        "\u{FEFF}x", "\u{1}\u{7F}",
        "\u{2028}", "\u{10FFFF}", String(repeating: "x", count: 100_000),
    ]

    @Test("Text comes back as it went, byte for byte, with and without preparing", arguments: [true, false])
    func hostileText(prepared: Bool) throws {
        try TestServer.withSchema { _, settings in
            var settings = settings
            settings.prepared = prepared
            let database = Database(settings)
            for text in BindTests.hostile {
                let row = try database.query("select \(text)::text, octet_length(\(text))")[0]
                #expect(try Array(row.string(0).utf8) == Array(text.utf8))
                #expect(try row.int(1) == text.utf8.count)
            }
        }
    }

    @Test("Arrays of hostile text come back element by element")
    func hostileArrays() throws {
        try TestServer.withSchema { database, _ in
            let rows = try database.query(
                "select value from unnest(\(BindTests.hostile)::text[]) with ordinality as u (value, n) order by n")
            #expect(try rows.map { try Array($0.string(0).utf8) } == BindTests.hostile.map { Array($0.utf8) })
            let sparse = try database.query("select unnest(\(["a", nil, "NULL"])::text[])")
            #expect(try sparse.map { try $0.stringIfPresent(0) } == ["a", nil, "NULL"])
        }
    }

    @Test("Numbers, booleans, bytes and NULL of every kind")
    func types() throws {
        try TestServer.withSchema { database, _ in
            let bytes = (0...255).map { UInt8($0) }
            let row = try database.query(
                """
                select \(Int64.min)::bigint, \(Int64.max)::bigint, \(Int32.min)::integer, \(Int.max)::bigint,
                    \(true)::boolean, \(false)::boolean, \(bytes)::bytea, \([UInt8]())::bytea,
                    \(nil as Int64?)::bigint, \(nil as String?)::text, \(nil as [UInt8]?)::bytea, \(Optional(5))::bigint
                """)[0]
            #expect(try row.int64(0) == .min)
            #expect(try row.int64(1) == .max)
            #expect(try row.int32(2) == .min)
            #expect(try row.int(3) == .max)
            #expect(try row.bool(4))
            #expect(try row.bool(5) == false)
            #expect(try row.bytea(6) == bytes)
            #expect(try row.bytea(7) == [])
            #expect(try row.int64IfPresent(8) == nil)
            #expect(try row.stringIfPresent(9) == nil)
            #expect(try row.byteaIfPresent(10) == nil)
            #expect(try row.intIfPresent(11) == 5)
        }
    }

    @Test("The server infers a bind's type from where it stands, or from its cast")
    func inference() throws {
        try TestServer.withSchema { database, _ in
            _ = try database.query("create table t (id bigint, on_day date, state text)")
            let ids: [Int64] = [1, 3]
            _ = try database.query("insert into t values (\(1), \("2026-07-01"), \("a")), (\(2), null, \("b"))")
            let rows = try database.query(
                "select id from t where id = any(\(ids)) and on_day < \("2026-07-01")::date + \(1)::integer")
            #expect(try rows.map { try $0.int64(0) } == [1])
            #expect(try database.query("select from t where state = any(\(["b", "c"]))").count == 1)
            #expect(try database.query("select from t where id = any(\([Int64]()))").isEmpty)
        }
    }

    @Test("A spliced condition runs with its binds where they belong")
    func splice() throws {
        try TestServer.withSchema { database, _ in
            let conditions: [SQL] = (1...12).map { "\($0) = n" }
            let rows = try database.query(
                """
                select n, \("tag") from generate_series(1, \(20)::integer) as n
                where \(conditions.joined(separator: " or ")) order by n
                """)
            #expect(try rows.map { try $0.int(0) } == Array(1...12))
        }
    }

    @Test("A zero byte in a text is refused before anything is sent, and the connection stays good")
    func zeroByte() throws {
        try TestServer.withSchema { database, _ in
            _ = try database.query("create table t (x text)")
            let error = try #require(throws: PostgresError.self) {
                try database.pipeline(["insert into t values ('sent')", "insert into t values (\("a"), \("b\0c"))"])
            }
            #expect(error.kind == .bind)
            #expect(error.statementIndex == 1)
            #expect(error.description.contains("bind $2"))
            #expect(error.category == .other)
            #expect(try database.query("select from t").isEmpty)
            let inArray = #expect(throws: PostgresError.self) { try database.query("select \(["a\0"])::text[]") }
            #expect(inArray?.kind == .bind)
            let inText = #expect(throws: PostgresError.self) { try database.query("select 1\0; drop table t") }
            #expect(inText?.kind == .misuse)
        }
    }

    @Test("More binds than a message can count are refused")
    func tooMany() throws {
        try TestServer.withSchema { database, _ in
            let values: [SQL] = (0..<65_536).map { "\($0)" }
            let error = #expect(throws: PostgresError.self) {
                try database.query("select \(values.joined(separator: ","))")
            }
            #expect(error?.kind == .bind)
        }
    }

    @Test("A bind inside quotes is a mistake that the server tells, not an absence of the database")
    func quotedPlaceholder() throws {
        try TestServer.withSchema { database, _ in
            let error = #expect(throws: PostgresError.self) { try database.query("select '\(5)'") }
            #expect(error?.sqlState == .protocolViolation)
            #expect(error?.category == .other)
        }
    }
}
