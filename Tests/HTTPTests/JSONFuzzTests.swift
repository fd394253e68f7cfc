import HTTP
import Testing

@Suite("Hostile JSON")
struct JSONFuzzTests {
    /// Reads bytes from anybody; what is taken must read the same once it is written again.
    private func survive(_ bytes: [UInt8]) throws {
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes)
        } catch {
            #expect((0...bytes.count).contains(error.offset))
            return
        }
        #expect(try JSONReader.read(Array(rewrite(value).utf8)) == value)
    }

    @Test("Random bytes")
    func bytes() throws {
        for _ in 0..<20_000 {
            try survive((0..<Int.random(in: 0...24)).map { _ in UInt8.random(in: 0...255) })
        }
    }

    @Test("Random sequences of JSON's own characters")
    func tokens() throws {
        let tokens = [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "\\ude00", "0", "1", "-", ".", "e", "null", "true",
            " ", "\"a\"", "é", "\u{0}",
        ]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...16)).compactMap { _ in tokens.randomElement() }.joined()
            try survive(Array(text.utf8))
        }
    }

    @Test("A good text with a few bytes changed, cut out or put in, and each of its beginnings")
    func mutations() throws {
        let good = Array(
            #"{"product_id":8,"operator_id":null,"start_time":"10:00","visitor_name":"Zoë \ud83d\ude00 \"J\"","x":[1,-2.5e3,{}]}"#
                .utf8)
        for length in good.indices { #expect(throws: JSONError.self) { try JSONReader.read(Array(good[..<length])) } }
        for _ in 0..<10_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...3) {
                let position = Int.random(in: bytes.indices)
                switch Int.random(in: 0...2) {
                case 0: bytes[position] = .random(in: 0...255)
                case 1: bytes.remove(at: position)
                default: bytes.insert(good.randomElement() ?? 0, at: position)
                }
            }
            try survive(bytes)
        }
    }

    @Test(
        "64 KiB of one thing",
        arguments: [
            " ", "\u{0}", "\"", "\\", "{", "[", "]", "[]", "[],", "{\"a\":", "1", "-", "1e", "\\u0000", "\"\\ud83d",
            "null", "\u{FEFF}", "\u{301}",
        ])
    func floods(_ piece: String) throws {
        let count = 65_536 / piece.utf8.count
        let flood = String(repeating: piece, count: count)
        for text in [flood, "[\(flood)]", "\"\(flood)\"", "[\(flood)1]", "{\"a\":\"\(flood)\"}"] {
            try survive(Array(text.utf8))
        }
    }
}
