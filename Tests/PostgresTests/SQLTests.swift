import Testing

@testable import Postgres

@Suite("SQL by interpolation")
struct SQLTests {
    @Test("Values become binds, numbered in their order")
    func binds() {
        let sql: SQL = "select \(1), \("x"), \(true), \(nil as Int64?)"
        #expect(sql.description == "select $1, $2, $3, $4")
        #expect(sql.bindTexts == ["1", "x", "t", nil])
    }

    @Test("A string is a bind, literals and concatenations too, and never text")
    func stringsAreBinds() {
        let hostile = "'; drop table bookings; --"
        let sql: SQL = "select \("a'; drop"), \(hostile + "x"), \(hostile.isEmpty ? "a" : "b")"
        #expect(sql.description == "select $1, $2, $3")
        #expect(sql.bindTexts == ["a'; drop", hostile + "x", "b"])
    }

    @Test("A spliced part keeps its binds, renumbered, also beyond nine and inside one another")
    func splices() {
        let inner: SQL = "a = \(1) or b = \(2)"
        let outer: SQL = "x = \(0) and (\(inner)) and y = \(3)"
        let twice: SQL = "select \(outer), \(outer), \(outer) where \(inner) end"
        #expect(outer.description == "x = $1 and (a = $2 or b = $3) and y = $4")
        #expect(
            twice.description == "select x = $1 and (a = $2 or b = $3) and y = $4, "
                + "x = $5 and (a = $6 or b = $7) and y = $8, x = $9 and (a = $10 or b = $11) and y = $12 "
                + "where a = $13 or b = $14 end")
        #expect(twice.bindTexts.count == 14)
        let again: SQL = "\(twice) and z = \(9)"
        #expect(again.description.hasSuffix("where a = $13 or b = $14 end and z = $15"))
    }

    @Test("A dollar number that the program wrote in a literal is left as it is by splicing")
    func literalDollars() {
        let part: SQL = "'$1' = \("x") and $$ $2 $$ <> ''"
        let sql: SQL = "select \(1) where \(part)"
        #expect(sql.description == "select $1 where '$1' = $2 and $$ $2 $$ <> ''")
    }

    @Test("Raw text goes in as it is, parts are joined with their binds")
    func rawAndJoined() {
        let conditions: [SQL] = ["a = \(1)", "b = \(2)", "true"]
        let sql: SQL = "select * from \(unsafeRaw: "t_1") where \(conditions.joined(separator: " and "))"
        #expect(sql.description == "select * from t_1 where a = $1 and b = $2 and true")
        #expect(sql.bindTexts == ["1", "2"])
        let none: [SQL] = []
        #expect(none.joined(separator: ", ").description == "")
    }

    @Test("The zero byte in a text is found, whichever bind it is in, also in a spliced part")
    func zeroBytes() {
        let part: SQL = "\("b\0c")"
        let sql: SQL = "select \("a"), \(part), \("d\0")"
        #expect(sql.binds.withZeroByte == 1)
        let clean: SQL = "select \("a")"
        #expect(clean.binds.withZeroByte == nil)
    }

    @Test("Canonically equivalent texts are different statements")
    func bytesNotStrings() {
        let composed: SQL = "select '\(unsafeRaw: "\u{E9}")'"
        let decomposed: SQL = "select '\(unsafeRaw: "e\u{301}")'"
        #expect(StatementText(bytes: composed.text) != StatementText(bytes: decomposed.text))
    }

    @Test("Arrays are literals in which every element is quoted; bytes are a bytea")
    func arrays() {
        #expect([Int64.min, 0, 7].postgresText == #"{"-9223372036854775808","0","7"}"#)
        #expect(["a", "", "NULL", #"q"\,{} "#].postgresText == #"{"a","","NULL","q\"\\,{} "}"#)
        #expect(["a", nil].postgresText == #"{"a",NULL}"#)
        #expect([String]().postgresText == "{}")
        #expect([UInt8](arrayLiteral: 0, 15, 255).postgresText == #"\x000fff"#)
    }

    private struct ProfileID: RawRepresentable, PostgresBindable {
        let rawValue: Int64
    }

    private enum Status: String, PostgresBindable {
        case confirmed
    }

    @Test("Typed ids and enumerations bind by their raw values, also in arrays")
    func rawRepresentable() {
        let id = ProfileID(rawValue: 7)
        let sql: SQL = "select \(id), \(Status.confirmed), \([id, id]), \(nil as ProfileID?)"
        #expect(sql.bindTexts == ["7", "confirmed", #"{"7","7"}"#, nil])
    }
}

extension SQL {
    /// The binds as libpq would read them.
    fileprivate var bindTexts: [String?] {
        binds.withPointers { pointers in
            (0..<binds.count).map { index in pointers?[index].map { String(cString: $0) } }
        }
    }
}
