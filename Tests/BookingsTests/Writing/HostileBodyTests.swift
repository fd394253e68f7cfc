import HTTP
import Testing

@testable import Bookings

/// Bodies from somebody who means harm: 400 where it is no JSON object, 422 where a field is wrong, and what is in
/// unknown fields does not matter as long as it is JSON.
@Suite struct HostileBodyTests {
    /// Sends bytes to every endpoint that takes a body, and expects 400 of each.
    private func expectUnreadable(
        _ bytes: [UInt8], _ what: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book(.appointment("2031-01-01").with("visitor_email", "jane@example.com"))
        let endpoints: [(HTTP.Method, String)] = [
            (.post, ""), (.put, "\(id)/status"), (.put, "\(id)/reschedule"), (.post, "\(id)/notify"),
        ]
        for (method, path) in endpoints {
            let answer = try api.send(method, path, bytes: bytes)
            expectRefusal(answer, 400, "invalid_request", sourceLocation: sourceLocation)
            #expect(answer.status == 400, "\(what): \(method) \(path)", sourceLocation: sourceLocation)
        }
        #expect(try api.total() == 1, sourceLocation: sourceLocation)
        #expect(try api.messages(id) == ["confirmed queued"], sourceLocation: sourceLocation)
    }

    @Test(arguments: [
        "{", "}", "{}}", "{} {}", "{},", "{}x", "[]", "[{}]", "null", "true", "1", #""{}""#, "{,}", #"{"a":1,}"#,
        #"{"a"}"#, #"{"a":}"#, #"{"a" 1}"#, #"{a:1}"#, "{'a':1}", #"{"a":1 "b":2}"#, #"{1:1}"#, "// {}", "{}//",
        "/**/{}", "nul", "status=confirmed", "<booking/>", "---\nstatus: x", #"{"a":undefined}"#, "\u{0}", "{}\u{0}",
        "\u{FEFF}{}", "\u{A0}{}", "{}\u{2028}", "\u{0C}{}", "undefined",
    ])
    func notAnObject(_ body: String) throws {
        try expectUnreadable(Array(body.utf8), body)
    }

    @Test(arguments: [
        "01", "-", "+1", ".5", "1.", "1e", "1e+", "0x10", "1_000", "NaN", "Infinity", "-Infinity", "1,5", "--1",
        "1.2.3",
        "٣", "00", "-01", "1e1.5",
    ])
    func numbersThatAreNone(_ number: String) throws {
        try expectUnreadable(Array(#"{"price": \#(number)}"#.utf8), number)
    }

    @Test(arguments: [
        #""\ud800""#, #""\udc00""#, #""\udc00\ud800""#, #""\ud800\u0041""#, #""\ud800x""#, #""\uD83D""#, #""\u12""#,
        #""\u12g4""#, #""\x41""#, #""\'""#, #""\0""#, "\"a\nb\"", "\"a\tb\"", "\"a\u{0}b\"", "\"a\u{1F}\"", #""a"#,
        #""\"#,
        #""\u""#, #""\ud83d\ude0""#,
    ])
    func stringsThatAreNone(_ string: String) throws {
        try expectUnreadable(Array(#"{"visitor_name": \#(string)}"#.utf8), string)
        try expectUnreadable(Array(#"{"nobody_reads_this": [\#(string)]}"#.utf8), string)
        try expectUnreadable(Array(#"{\#(string): 1}"#.utf8), string)
    }

    @Test(arguments: [
        #"{"price": 1, "price": 1}"#, #"{"price": 1, "\u0070rice": 2}"#, #"{"x": {"a": 1, "a": 2}}"#,
        #"{"x": [{"a": 1, "b": 2, "a": 3}]}"#, #"{"": 1, "": 2}"#, #"{"\u0000": 1, "\u0000": 2}"#,
        #"{"status": "confirmed", "status": "confirmed"}"#, #"{"é": 1, "\u00e9": 2}"#,
    ])
    func aKeyTwice(_ body: String) throws {
        try expectUnreadable(Array(body.utf8), body)
    }

    @Test func bytesThatAreNotUTF8() throws {
        let texts: [[UInt8]] = [
            [0xFF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xFC], [0x5A, 0xFC, 0x72],
        ]
        for text in texts {
            try expectUnreadable(Array(#"{"visitor_name": ""#.utf8) + text + Array(#""}"#.utf8), "\(text)")
        }
        let body = Array(TestBody.appointment().description.utf16)
        try expectUnreadable(body.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, "UTF-16 BE")
        try expectUnreadable(body.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, "UTF-16 LE")
        try expectUnreadable([0xEF, 0xBB, 0xBF] + Array(TestBody.appointment().description.utf8), "BOM")
    }

    @Test(arguments: [1, 1_000, 65_536], [" ", "\n", "\t", "\r"])
    func blanks(_ count: Int, _ blank: String) throws {
        try expectUnreadable(Array(String(repeating: blank, count: count).utf8), "\(count) blanks")
    }

    @Test(arguments: [
        ("[", 33), ("[", 1_000), ("[", 65_000), (#"{"a":"#, 1_000), (#"{"a":"#, 13_000), (#"[{"a":"#, 9_000),
    ])
    func nestingWithoutEnd(_ opening: String, _ depth: Int) throws {
        try expectUnreadable(Array((#"{"x":"# + String(repeating: opening, count: depth)).utf8), "\(depth) \(opening)")
    }

    @Test func nestingThatEnds() throws {
        let nested = String(repeating: "[", count: 30_000) + String(repeating: "]", count: 30_000)
        try expectUnreadable(Array(#"{"x":\#(nested)}"#.utf8), "30 000 levels")
        let api = try TestAPI(key: TestProfile().key)
        let modest = String(repeating: "[", count: 20) + String(repeating: "]", count: 20)
        #expect(try api.create(.appointment().with("x", .raw(modest))).status == 201)
    }

    /// JSON all the same: what nobody reads may hold anything.
    @Test(arguments: [
        "1e999999999", "-1E-999999999", #""\u0000""#, #"{"\u0000": "\u001f"}"#, #"["\ud83d\ude00"]"#, "[]", "{}",
        #"{"price": 1, "Price": 2, "e\u0301": 1, "é": 2}"#,
    ])
    func whatNobodyReadsMayHoldAnything(_ value: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        #expect(try api.create(.appointment().with("x", .raw(value))).status == 201)
    }

    @Test func largeOnes() throws {
        let api = try TestAPI(key: TestProfile().key)
        let digits = String(repeating: "9", count: 60_000)
        expectInvalid(try api.create(.appointment().with("price", .raw(digits))), "price")
        expectInvalid(try api.create(.appointment().with("product_id", .raw("-" + digits))), "product_id")
        expectInvalid(try api.create(.appointment().with("booking_date", .string(digits))), "booking_date")
        let text = String(repeating: "😀", count: 16_000)
        expectInvalid(try api.create(.appointment().with("visitor_name", .string(text))), "visitor_name")
        expectInvalid(try api.create(.appointment().with("visitor_email", .string(digits + "@b"))), "visitor_email")
        let many = (0..<5_000).map { #""k\#($0)":0"# }.joined(separator: ",")
        #expect(try api.create(.appointment().with("x", .raw("{\(many)}"))).status == 201)
    }
}
