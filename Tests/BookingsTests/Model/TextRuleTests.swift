import Testing

@testable import Bookings

@Suite struct TextRuleTests {
    @Test(arguments: [
        ("  Jane ", "Jane"), ("\u{3000}Ольга\u{A0}", "Ольга"), ("\tJane\r\n", "Jane"),
        ("👩‍👩‍👧", "👩‍👩‍👧"), ("e\u{301}", "e\u{301}"),
    ])
    func trims(raw: String, cleaned: String) throws {
        let text = try #require(try TextRule.visitorName.clean(raw))
        #expect(text.unicodeScalars.elementsEqual(cleaned.unicodeScalars))
    }

    @Test func lineBreaksAreLineFeedsWhereTheyMayStay() throws {
        #expect(try TextRule.visitorNote.clean("a\r\nb\tc\n") == "a\nb\tc")
        #expect(throws: FieldProblem.self) { try TextRule.visitorNote.clean("a\rb") }
        #expect(throws: FieldProblem.self) { try TextRule.visitorName.clean("a\nb") }
        #expect(throws: FieldProblem.self) { try TextRule.visitorName.clean("a\tb") }
    }

    @Test(arguments: ["a\u{0}b", "a\u{7F}b", "a\u{85}b", "a\u{9F}b", "a\u{1B}b"])
    func refusesControlCharacters(text: String) {
        #expect(throws: FieldProblem.self) { try TextRule.visitorNote.clean(text) }
    }

    @Test func countsCodePoints() throws {
        #expect(try TextRule.visitorPhone.clean(String(repeating: "5", count: 40)) != nil)
        #expect(throws: FieldProblem.self) { try TextRule.visitorPhone.clean(String(repeating: "5", count: 41)) }
        let family = String(repeating: "👩‍👩‍👧", count: 40)
        #expect(try TextRule.visitorName.clean(family) == family)
        #expect(throws: FieldProblem.self) { try TextRule.visitorName.clean(family + "x") }
    }

    @Test func nothingIsNullOnlyWhereTheRuleSaysSo() throws {
        #expect(try TextRule.visitorNote.clean("  ") == nil)
        #expect(throws: FieldProblem.self) { try TextRule.visitorName.clean("  ") }
    }
}

@Suite struct EmailAddressTests {
    @Test(arguments: ["jane@example.com", "a@b", "o'hara+x@mail.example", "a.b..c.@x-y.z", "!#$%&'*+/=?^_`{|}~-@a.b"])
    func accepts(text: String) {
        #expect(EmailAddress.isWellFormed(text))
    }

    @Test(arguments: [
        "", "@", "a@", "@b", "a@b@c", "a b@c", "a@-b", "a@b-", "a@b..c", "a@.b", "a@b.", "jané@example.com",
        "a@exämple.com", "a@b_c", "a@" + String(repeating: "x", count: 64), "\"a\"@b", "a,b@c", "a@b\n",
    ])
    func refuses(text: String) {
        #expect(!EmailAddress.isWellFormed(text))
    }
}

@Suite struct MoneyTests {
    @Test func currencyIsThreeLettersInLowerCase() {
        #expect(Currency("USD")?.code == "usd")
        for text in ["", "us", "usdd", "u1d", "€ur", "us "] { #expect(Currency(text) == nil) }
    }

    @Test func nightsMultiplyUpToTheLimit() {
        #expect(Price(smallestUnits: 5_000).times(nights: 3)?.smallestUnits == 15_000)
        #expect(Price(smallestUnits: 9_999_999_999).times(nights: 2) == nil)
        #expect(Price(smallestUnits: 9_999_999_999).times(nights: 1) != nil)
    }
}
