import HTTP
import Testing

@Suite("Reading JSON")
struct JSONReaderTests {
    private func read(_ text: String) throws(JSONError) -> JSONValue {
        try JSONReader.read(Array(text.utf8))
    }

    @Test(
        "Texts that are JSON, and what they say when written again",
        arguments: [
            ("null", "null"),
            ("true", "true"),
            (" \t\r\nfalse\n", "false"),
            ("\"\"", "\"\""),
            ("[]", "[]"),
            ("[ ]", "[]"),
            ("{}", "{}"),
            ("{ }", "{}"),
            ("[1,2 , 3]", "[1,2,3]"),
            ("[[],{},[[]]]", "[[],{},[[]]]"),
            (#"{"a":{"a":null},"b":["a","a"]}"#, #"{"a":{"a":null},"b":["a","a"]}"#),
            (#"{"":0}"#, #"{"":0}"#),
            (#" { "z" : 1 , "a" : 2 } "#, #"{"z":1,"a":2}"#),
            ("\"é\u{10FFFF}\u{7F}\"", "\"é\u{10FFFF}\u{7F}\""),
            (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#),
            (#""\u0041\u00e9\u20AC\ud83d\ude00\uDBFF\uDFFF""#, "\"Aé€😀\u{10FFFF}\""),
            (#""a\u0000b\u001f\uFFFF\uFEFF""#, "\"a\\u0000b\\u001f\u{FFFF}\u{FEFF}\""),
            (#""\\u0041""#, #""\\u0041""#),
            (
                "[-0,0,0.5,-1.25,1e3,1E+3,1e-3,0e0,12345678901234567890123]",
                "[-0,0,0.5,-1.25,1e3,1E+3,1e-3,0e0,12345678901234567890123]"
            ),
        ])
    func valid(_ text: String, rewritten: String) throws {
        #expect(rewrite(try read(text)) == rewritten)
    }

    @Test(
        "Texts that are not",
        arguments: [
            ("", .empty, 0), (" \n", .empty, 0),
            ("\u{FEFF}{}", .byteOrderMark, 0),
            ("nul", .unexpectedCharacter, 0), ("True", .unexpectedCharacter, 0), ("nan", .unexpectedCharacter, 0),
            ("Infinity", .unexpectedCharacter, 0), ("'a'", .unexpectedCharacter, 0), ("a", .unexpectedCharacter, 0),
            ("\u{A0}1", .unexpectedCharacter, 0), ("\u{0}", .unexpectedCharacter, 0),
            ("\u{0C}1", .unexpectedCharacter, 0),
            ("//\n1", .unexpectedCharacter, 0), ("]", .unexpectedCharacter, 0), (",", .unexpectedCharacter, 0),
            ("1 2", .trailingContent, 2), ("{}}", .trailingContent, 2), ("[]\u{0}", .trailingContent, 2),
            ("nulll", .trailingContent, 4), ("\"a\"b", .trailingContent, 3), ("{}//", .trailingContent, 2),
            ("[", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3), ("{", .unexpectedEnd, 1),
            ("{\"a\"", .unexpectedEnd, 4), ("{\"a\":", .unexpectedEnd, 5), ("{\"a\":1", .unexpectedEnd, 6),
            ("{\"a\":1,", .unexpectedEnd, 7), ("\"", .unexpectedEnd, 1), ("\"a", .unexpectedEnd, 2),
            ("\"\\", .unexpectedEnd, 2), ("\"\\u00", .unexpectedEnd, 5), ("\"\\\"", .unexpectedEnd, 3),
            ("[1,]", .unexpectedCharacter, 3), ("[,1]", .unexpectedCharacter, 1), ("[1 2]", .unexpectedCharacter, 3),
            ("[1}", .unexpectedCharacter, 2), ("[1:2]", .unexpectedCharacter, 2),
            ("{\"a\":1]", .unexpectedCharacter, 6),
            ("{\"a\":1,}", .unexpectedCharacter, 7), ("{,}", .unexpectedCharacter, 1),
            ("{a:1}", .unexpectedCharacter, 1),
            ("{1:1}", .unexpectedCharacter, 1), ("{\"a\" 1}", .unexpectedCharacter, 5),
            ("{\"a\":}", .unexpectedCharacter, 5),
            ("{\"a\"}", .unexpectedCharacter, 4), ("{\"a\":1 \"b\":2}", .unexpectedCharacter, 7),
            ("{null:1}", .unexpectedCharacter, 1),
            ("01", .invalidNumber, 1), ("-", .invalidNumber, 1), ("-01", .invalidNumber, 2), ("1.", .invalidNumber, 2),
            ("1.e3", .invalidNumber, 2), ("1e", .invalidNumber, 2), ("1e+", .invalidNumber, 3),
            ("1e1.5", .invalidNumber, 3),
            ("0x10", .invalidNumber, 1), ("1_000", .invalidNumber, 1), ("--1", .invalidNumber, 1),
            ("-a", .invalidNumber, 1),
            ("1-2", .invalidNumber, 1), ("1+2", .invalidNumber, 1), ("1.2.3", .invalidNumber, 3),
            ("00", .invalidNumber, 1),
            ("-Infinity", .invalidNumber, 1), ("1٣", .trailingContent, 1),
            ("+1", .unexpectedCharacter, 0), (".5", .unexpectedCharacter, 0), ("\u{661}", .unexpectedCharacter, 0),
            ("\"\\x41\"", .invalidEscape, 2), ("\"\\'\"", .invalidEscape, 2), ("\"\\U0041\"", .invalidEscape, 2),
            ("\"\\u00g0\"", .invalidEscape, 5), ("\"\\u 041\"", .invalidEscape, 3), ("\"\\u-041\"", .invalidEscape, 3),
            ("\"\\\n\"", .invalidEscape, 2), ("\"\\é\"", .invalidEscape, 2),
            ("\"a\\ud83d\"", .loneSurrogate, 2), ("\"\\ude00\"", .loneSurrogate, 1),
            ("\"\\ude00\\ud83d\"", .loneSurrogate, 1),
            ("\"\\ude00\\ude00\"", .loneSurrogate, 1),
            ("\"\\ud83dx\"", .loneSurrogate, 1), ("\"\\ud83d\\n\"", .loneSurrogate, 1),
            ("\"\\ud83d\\u0041\"", .loneSurrogate, 1),
            ("\"\\ud83d\\ud83d\"", .loneSurrogate, 1), ("\"\\ud83d\\u12\"", .invalidEscape, 11),
            ("\"a\nb\"", .controlCharacter, 2), ("\"\u{0}\"", .controlCharacter, 1),
            ("\"\\n\u{1F}\"", .controlCharacter, 3),
            ("{\"a\t\":1}", .controlCharacter, 3),
            ("{\"a\":1,\"a\":1}", .duplicateKey, 7), ("{\"a\":1,\"\\u0061\":2}", .duplicateKey, 7),
            ("[{\"b\":{\"\":1, \"\":2}}]", .duplicateKey, 13), ("{\"é\":1,\"\\u00e9\":1}", .duplicateKey, 8),
        ] as [(String, JSONError.Reason, Int)])
    func invalid(_ text: String, reason: JSONError.Reason, offset: Int) {
        #expect(throws: JSONError(reason, at: offset)) { try read(text) }
    }

    @Test(
        "Bytes that are not UTF-8, wherever they stand",
        arguments: [
            [0x80], [0xFF], [0xC3], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
            [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xF0, 0x9F],
        ] as [[UInt8]])
    func notUTF8(_ bytes: [UInt8]) {
        for text in [bytes, Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8), Array("[1] ".utf8) + bytes] {
            let offset = text.firstIndex(of: bytes[0]) ?? 0
            #expect(throws: JSONError(.invalidUTF8, at: offset)) { try JSONReader.read(text) }
        }
        #expect(throws: JSONError(.invalidUTF8, at: 0)) { try JSONReader.read([0xFF, 0xFE, 0x31, 0x00]) }
    }

    @Test("Nesting ends at the maximum depth, for arrays, objects and both")
    func depth() throws {
        let deepest = JSONReader.maximumDepth
        for (open, inside, close) in [("[", "", "]"), ("{\"a\":", "1", "}"), ("[{\"a\":", "1", "}]")] {
            let levels = deepest / open.filter { "[{".contains($0) }.count
            let text = { (count: Int) in
                String(repeating: open, count: count) + inside + String(repeating: close, count: count)
            }
            #expect(rewrite(try read(text(levels))) == text(levels))
            #expect(throws: JSONError(.tooDeep, at: levels * open.utf8.count)) { try read(text(levels + 1)) }
        }
        #expect(throws: JSONError(.tooDeep, at: deepest)) { try read(String(repeating: "[", count: 65_536)) }
        #expect(try read("[" + String(repeating: "[[]],", count: 1_000) + "1]").array?.count == 1_001)
    }

    @Test("An error says what is wrong and where, and nothing of what was sent")
    func description() {
        #expect(JSONError(.duplicateKey, at: 7).description == "an object has this key twice at byte 7")
    }
}

/// The value as compact JSON, written by the writer.
func rewrite(_ value: JSONValue) -> String {
    var json = JSONWriter()
    write(value, to: &json)
    return String(decoding: json.finish(), as: UTF8.self)
}

private func write(_ value: JSONValue, to json: inout JSONWriter) {
    switch value {
    case .null: json.null()
    case .bool(let flag): json.bool(flag)
    case .number(let number):
        json.separate()
        json.raw(Array(number.literal.utf8))
    case .string(let text): json.string(text)
    case .array(let elements): json.array { for element in elements { write(element, to: &$0) } }
    case .object(let members):
        json.object { for member in members { $0.member(member.key) { write(member.value, to: &$0) } } }
    }
}
