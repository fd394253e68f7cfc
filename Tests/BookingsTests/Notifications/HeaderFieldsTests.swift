import Testing

@testable import Bookings

@Suite struct HeaderFieldsTests {
    private func mailbox(_ name: String, _ address: String = "a@example.com") throws -> String {
        var header = HeaderFields()
        header.add("To", displayName: name, try #require(MailAddress(address)))
        return header.text
    }

    private func subject(_ text: String) -> String {
        var header = HeaderFields()
        header.add("Subject", freeText: text)
        return header.text
    }

    @Test(arguments: [
        ("Jane Doe", #"To: "Jane Doe" <a@example.com>"#),
        ("", "To: <a@example.com>"),
        (" \r\n ", "To: <a@example.com>"),
        (#"Jane "JD" \ Doe"#, #"To: "Jane \"JD\" \\ Doe" <a@example.com>"#),
        (#"()<>[]:;@\,."#, #"To: "()<>[]:;@\\,." <a@example.com>"#),
        ("Олена", "To: =?utf-8?B?0J7Qu9C10L3QsA==?= <a@example.com>"),
        ("=?utf-8?B?SGk=?=", "To: =?utf-8?B?PT91dGYtOD9CP1NHaz0/PQ==?= <a@example.com>"),
        ("Jane\r\nBcc: b@example.com", #"To: "Jane Bcc: b@example.com" <a@example.com>"#),
        ("Jane\u{0}\u{2028}\u{85}Doe", #"To: "Jane Doe" <a@example.com>"#),
    ])
    func writesAMailbox(name: String, field: String) throws {
        #expect(try mailbox(name) == field + "\r\n")
    }

    @Test func quotesALocalPartThatIsNoDotAtom() throws {
        #expect(try mailbox("", "a..b@example.com") == "To: <\"a..b\"@example.com>\r\n")
        #expect(try mailbox("", ".a@example.com") == "To: <\".a\"@example.com>\r\n")
        #expect(try mailbox("", "a.b@example.com") == "To: <a.b@example.com>\r\n")
    }

    @Test func putsALongAddressOnALineOfItsOwn() throws {
        let address = String(repeating: "a", count: 60) + "@example.com"
        #expect(try mailbox("Jane Doe", address) == "To: \"Jane Doe\"\r\n <\(address)>\r\n")
    }

    @Test func foldsFreeTextAtSpaces() {
        let word = String(repeating: "x", count: 20)
        #expect(
            subject("\(word) \(word) \(word) \(word)") == "Subject: \(word) \(word) \(word)\r\n \(word)\r\n")
    }

    @Test func fillsALineToItsEnd() {
        let word = String(repeating: "x", count: 67)
        #expect(subject(word) == "Subject: \(word)\r\n")
        #expect(subject("\(word) y") == "Subject: \(word)\r\n y\r\n")
    }

    @Test func encodesAWordThatIsTooLongForALine() {
        let lines = subject(String(repeating: "x", count: 400)).split(separator: "\r\n")
        #expect(lines.count == 11)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && $0.contains("=?utf-8?B?") })
    }

    @Test func keepsFreeTextInItsField() {
        #expect(subject("Hello\r\nBcc: b@example.com\r\n\r\nBody") == "Subject: Hello Bcc: b@example.com Body\r\n")
    }
}
