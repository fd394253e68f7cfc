import Testing

@testable import Bookings

@Suite struct ContentLinesTests {
    private func line(_ name: String, _ text: String) -> String {
        var lines = ContentLines()
        lines.add(name, text: text)
        return lines.text
    }

    private func person(_ name: String, _ address: String = "a@example.com") throws -> String {
        var lines = ContentLines()
        lines.add("ATTENDEE", try #require(MailAddress(address)), commonName: name)
        return lines.text
    }

    @Test(arguments: [
        ("a;b,c\\d:e\"f", #"a\;b\,c\\d:e"f"#), ("one\ntwo\r\nthree\rfour", #"one\ntwo\nthree\nfour"#),
        ("a\u{0}b\u{1B}c\td", "abc\td"), ("END:VEVENT\u{2028}X:y", #"END:VEVENT\nX:y"#),
        ("e\u{301},\u{301}", "e\u{301}\\,\u{301}"),
    ])
    func escapes(text: String, value: String) {
        #expect(line("SUMMARY", text) == "SUMMARY:\(value)\r\n")
    }

    @Test func foldsAt75Octets() {
        let fits = String(repeating: "x", count: 73)
        #expect(line("X", fits) == "X:\(fits)\r\n")
        #expect(line("X", fits + "y") == "X:\(fits)\r\n y\r\n")
        let next = String(repeating: "z", count: 74)
        #expect(line("X", fits + next + "y") == "X:\(fits)\r\n \(next)\r\n y\r\n")
    }

    @Test(arguments: ["я", "€", "😀"])
    func foldsBeforeACharacterThatWouldBeSplit(character: String) {
        let start = String(repeating: "x", count: 73 - character.utf8.count)
        #expect(line("X", start + character) == "X:\(start)\(character)\r\n")
        #expect(line("X", start + "x" + character) == "X:\(start)x\r\n \(character)\r\n")
    }

    @Test func quotesACommonName() throws {
        #expect(try person("Doe; Jane, \"JD\": 1") == "ATTENDEE;CN=\"Doe; Jane, 'JD': 1\":mailto:a@example.com\r\n")
        #expect(try person("\"\u{301}\r\nX:y") == "ATTENDEE;CN=\"'\u{301} X:y\":mailto:a@example.com\r\n")
    }

    @Test func escapesAnAddressAsAURI() throws {
        #expect(
            try person("J", "a+b%c?d/e=f#g&h@example.com")
                == "ATTENDEE;CN=\"J\":mailto:a+b%25c%3Fd%2Fe%3Df%23g%26h@example.com\r\n")
    }
}
