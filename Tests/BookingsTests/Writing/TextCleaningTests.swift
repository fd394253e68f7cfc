import HTTP
import Testing

@testable import Bookings

/// Text is trimmed, then counted in code points; CR LF becomes LF; control characters stay out.
@Suite struct TextCleaningTests {
    private static let limits = [
        ("visitor_name", 200), ("visitor_email", 254), ("visitor_phone", 40), ("visitor_note", 5_000),
    ]
    private static let optional = ["visitor_email", "visitor_phone", "visitor_note"]

    @Test(arguments: limits)
    func theLimitIsCountedInCodePoints(_ field: String, _ limit: Int) throws {
        let api = try TestAPI(key: TestProfile().key)
        let filler = field == "visitor_email" ? "@b.example" : ""
        let text = String(repeating: "a", count: limit - filler.count) + filler
        let longest = try api.create(.appointment("2030-05-06").with(field, .string(text)))
        #expect(longest.word(field) == text, "\(longest.status)")
        expectInvalid(try api.create(.appointment("2030-05-07").with(field, .string("a" + text))), field)
        let padded = " \n\t" + text + "\u{A0}\u{2003} "
        #expect(try api.create(.appointment("2030-05-08").with(field, .string(padded))).word(field) == text)
    }

    /// One character on the screen, but 7, 2 and 2 code points.
    @Test(arguments: ["👨‍👩‍👧‍👦", "e\u{301}", "🇺🇦"], ["visitor_name", "visitor_phone", "visitor_note"])
    func whatLooksLikeOneCharacterMayBeMany(_ character: String, _ field: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let limit = try #require(Self.limits.first { $0.0 == field }).1
        let size = character.unicodeScalars.count
        let fitting = String(repeating: character, count: limit / size)
        let answer = try api.create(.appointment("2030-05-06").with(field, .string(fitting)))
        #expect(answer.booking?[field] == .string(fitting))
        expectInvalid(
            try api.create(.appointment("2030-05-07").with(field, .string(fitting + character))), field)
    }

    /// Code points beyond the basic plane count once, written raw or as an escaped pair; nothing is normalized.
    @Test func everyCodePointCountsOnceAndComesBackAsItCame() throws {
        let api = try TestAPI(key: TestProfile().key)
        let raw = String(repeating: "𝒥", count: 200)
        #expect(
            try api.create(.appointment("2030-05-06").with("visitor_name", .string(raw))).word("visitor_name") == raw)
        let escaped = "\"" + String(repeating: #"\ud835\udca5"#, count: 200) + "\""
        let answer = try api.create(.appointment("2030-05-07").with("visitor_name", .raw(escaped)))
        #expect(answer.word("visitor_name") == raw)
        for (day, name) in [("08", "Zoe\u{308}"), ("09", "Zo\u{EB}"), ("10", "\u{1100}\u{1161}"), ("11", "ﬁ Å Ⅳ")] {
            let body = TestBody.appointment("2030-05-\(day)").with("visitor_name", .string(name))
            #expect(try api.create(body).booking?["visitor_name"] == .string(name))
        }
    }

    @Test(arguments: optional, ["", " ", "\n\t ", "\r\n", "\u{3000}"])
    func nothingLeftIsNull(_ field: String, _ blank: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let answer = try api.create(.appointment().with(field, .string(blank)))
        #expect(answer.booking?[field] == .null, "\(answer.text)")
    }

    @Test(arguments: ["", " ", "\n", "\t\r\n ", "\u{A0}\u{2028}\u{3000}"])
    func aNameMustHaveSomethingLeft(_ blank: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        expectInvalid(try api.create(.appointment().with("visitor_name", .string(blank))), "visitor_name")
    }

    @Test func linesStayInNotesAlone() throws {
        let api = try TestAPI(key: TestProfile().key)
        let note = "one\r\ntwo\n\nthree\tfour\r\n\r\nfive\r\n"
        let answer = try api.create(.appointment().with("visitor_note", .string(note)))
        #expect(answer.word("visitor_note") == "one\ntwo\n\nthree\tfour\n\nfive")
        for field in ["visitor_name", "visitor_email", "visitor_phone"] {
            for text in ["a\nb@c.example", "a\r\nb@c.example", "a\tb@c.example"] {
                expectInvalid(try api.create(.appointment().with(field, .string(text))), field)
            }
        }
    }

    /// Category Cc is U+0000 to U+001F and U+007F to U+009F.
    @Test(arguments: ["visitor_name", "visitor_email", "visitor_phone", "visitor_note"])
    func controlCharactersAreRefusedEverywhere(_ field: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        for code in Array(0x00...0x1F) + Array(0x7F...0x9F) where ![0x09, 0x0A].contains(code) {
            let scalar = try #require(Unicode.Scalar(UInt32(code)))
            let escape = "\\u00" + (code < 16 ? "0" : "") + String(code, radix: 16)
            let inside = try api.create(.appointment().with(field, .raw("\"a\(escape)b@c.example\"")))
            expectInvalid(inside, field)
            #expect(inside["errors"]?[field]?.string?.unicodeScalars.contains(scalar) == false)
        }
        #expect(try api.total() == 0)
    }

    /// A CR that no LF follows is a control character like any other.
    @Test(arguments: ["a\rb", "a\n\rb", "a\r\r\nb", "a\u{85}b", "a\u{0B}b", "a\u{0C}b"])
    func onlyWholeLineBreaksAreMended(_ note: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        expectInvalid(try api.create(.appointment().with("visitor_note", .string(note))), "visitor_note")
    }

    /// Formatting characters (category Cf), separators, noncharacters and private use are no control characters.
    @Test(arguments: [
        "a\u{200B}b", "a\u{200D}b", "\u{202E}abc", "a\u{2028}b", "a\u{FEFF}b", "a\u{FFFE}b",
        "a\u{FFFF}b", "a\u{E000}b", "a\u{10FFFF}b", "a\u{AD}b", "a\u{E0001}b", "\u{301}a",
    ])
    func allElseIsLeftAlone(_ text: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let answer = try api.create(
            .appointment().with(["visitor_name": .string(text), "visitor_note": .string(text)]))
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer.booking?["visitor_name"] == .string(text))
        #expect(answer.booking?["visitor_note"] == .string(text))
    }

    /// Everything that JSON, SQL or HTML would trip over comes back to the byte, also from the database.
    @Test(arguments: [
        #"\"#, #"\\u0000"#, #"";drop table bookings;--"#, "<script>alert('x')</script>", "%s%n", "{{7*7}}",
        "O'Hara", "$1", "\u{1F469}\u{1F3FD}‍🦰", "ଓ ﷽ 漢字 ไทย עברית",
    ])
    func nothingIsInterpreted(_ text: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let body = TestBody.appointment().with(
            ["visitor_name": .string(text), "visitor_phone": .string(text), "visitor_note": .string(text)])
        let id = try api.create(body).bookingID()
        let booking = try api.booking(id)
        for field in ["visitor_name", "visitor_phone", "visitor_note"] { #expect(booking[field] == .string(text)) }
        let cancelled = try api.change(id, to: "cancelled", ["reason": .string(text)])
        #expect(cancelled.booking?["cancellation_reason"] == .string(text))
        #expect(try api.history(id).last?["to"]?["cancellation_reason"] == .string(text))
    }
}
