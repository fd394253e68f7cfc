import HTTP
import Testing

@Suite("JSON values")
struct JSONValueTests {
    private func read(_ text: String) throws -> JSONValue {
        try JSONReader.read(Array(text.utf8))
    }

    @Test(
        "An integer is one only as written",
        arguments: [
            ("0", 0), ("-0", 0), ("5000", 5_000), ("-17", -17),
            ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("100000000000000000000", nil),
            ("5000.0", nil), ("5000.5", nil), ("1e3", nil), ("1E3", nil), ("1e0", nil), ("0.0", nil), ("-0.0", nil),
            (String(repeating: "9", count: 65_000), nil),
            ("1" + String(repeating: "0", count: 65_000) + "e-65000", nil),
        ] as [(String, Int64?)])
    func integers(_ text: String, expected: Int64?) throws {
        guard case .number(let number) = try read(text) else {
            Issue.record("no number")
            return
        }
        #expect(number.exactInteger == expected)
        #expect(number.literal == text)
    }

    @Test("Accessors give the value of their own kind alone")
    func accessors() throws {
        let values = try #require(try read(#"[null, true, 7, "7", [7], {"7": 7}]"#).array)
        #expect(values.map(\.isNull) == [true, false, false, false, false, false])
        #expect(values.map(\.bool) == [nil, true, nil, nil, nil, nil])
        #expect(values.map(\.integer) == [nil, nil, 7, nil, nil, nil])
        #expect(values.map(\.string) == [nil, nil, nil, "7", nil, nil])
        #expect(values.map { $0.array?.count } == [nil, nil, nil, nil, 1, nil])
        #expect(values.map { $0["7"]?.integer } == [nil, nil, nil, nil, nil, 7])
    }

    @Test("Keys and strings compare by code point: a composed letter is not a decomposed one")
    func canonicalEquivalence() throws {
        let value = try read("{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{E9}"]?.integer == 1)
        #expect(value["e\u{301}"]?.integer == 2)
        #expect(try read("\"\u{E9}\"") != read("\"e\u{301}\""))
    }

    @Test(
        "Equality minds everything but the order of members",
        arguments: [
            (#"{"a":1,"b":[true,null]}"#, #"{"b":[true,null],"a":1}"#, true), (#"{"a":1}"#, #"{"a":1,"b":1}"#, false),
            (#"{"a":1}"#, #"{"b":1}"#, false), ("[1,2]", "[2,1]", false), ("1", "1.0", false), ("1", "\"1\"", false),
            ("null", "false", false), ("\"a\"", "\"\\u0061\"", true), ("null", "null", true),
        ])
    func equality(_ one: String, _ other: String, expected: Bool) throws {
        #expect((try read(one) == read(other)) == expected)
    }

    @Test("Members keep their order")
    func order() throws {
        #expect(try read(#"{"z":1,"a":2,"m":3}"#).object?.map(\.key) == ["z", "a", "m"])
    }

    @Test("A key twice is found among few and among thousands", arguments: [2, 15, 16, 17, 18, 19, 40, 8_000])
    func duplicates(_ count: Int) throws {
        let members = (0..<count).map { "\"\(String($0, radix: 36))\":0" }
        #expect(try read("{\(members.joined(separator: ","))}").object?.count == count)
        for repeated in [0, count / 2, count - 1] {
            let text = "{\(members.joined(separator: ",")),\(members[repeated])}"
            let offset = text.utf8.count - members[repeated].utf8.count - 1
            #expect(throws: JSONError(.duplicateKey, at: offset)) { try read(text) }
        }
    }
}
