import Testing

@testable import Bookings

@Suite struct InstantTests {
    @Test(
        arguments: [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000", "19700101T000000Z"),
            (-1, "Wed, 31 Dec 1969 23:59:59 +0000", "19691231T235959Z"),
            (1_782_889_205, "Wed, 1 Jul 2026 07:00:05 +0000", "20260701T070005Z"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 +0000", "20240229T235959Z"),
            (4_133_980_799, "Fri, 31 Dec 2100 23:59:59 +0000", "21001231T235959Z"),
        ] as [(Int64, String, String)])
    func isWrittenForMailAndCalendars(seconds: Int64, mail: String, calendar: String) {
        let instant = Instant(secondsSince1970: seconds)
        #expect(instant.mailDate == mail)
        #expect(instant.calendarTime == calendar)
    }
}

@Suite struct LanguageTagTests {
    @Test(arguments: [
        ("en", ["en"]), ("uk", ["uk", "en"]), ("pt-br", ["pt-br", "pt", "en"]), ("en-gb", ["en-gb", "en"]),
        ("zh-hant-tw", ["zh-hant-tw", "zh-hant", "zh", "en"]),
    ])
    func fallsBack(text: String, fallbacks: [String]) throws {
        #expect(try #require(LanguageTag(text)).fallbacks.map(\.text) == fallbacks)
    }

    @Test(arguments: ["", "e", "EN", "pt_br", "pt-", "en\r\n", "en\nX: y", "en\u{301}", "en-abcdefghi"])
    func refuses(text: String) {
        #expect(LanguageTag(text) == nil)
    }

    @Test func refusesWhatNoLanguageIsCalled() {
        #expect(LanguageTag("en" + String(repeating: "-aa", count: 11)) != nil)
        #expect(LanguageTag("en" + String(repeating: "-aa", count: 12)) == nil)
    }
}

@Suite struct MailAddressTests {
    @Test(arguments: [
        "", "jane", "jane@", "@example.com", "a@b\r\nBcc: c@d", "a b@example.com", "\"a\"@example.com", "a@b>, <c@d",
        "a@b c", "жан@example.com",
    ])
    func refuses(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func refusesWhatNoServerTakes() {
        let domain = Array(repeating: String(repeating: "a", count: 60), count: 4).joined(separator: ".")
        #expect(MailAddress("123456789@\(domain)")?.text.utf8.count == 253)
        #expect(MailAddress("12345678901@\(domain)") == nil)
    }
}
