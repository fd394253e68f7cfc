import Testing

@testable import SMTP

@Suite("What can be sent at all")
struct MessageRuleTests {
    @Test(
        "Addresses",
        arguments: [
            "a@b", "jane.doe+x@example.com", "o'brien@example.com", "a@[127.0.0.1]", "a@[IPv6:::1]",
            "a@xn--bcher-kva.example",
        ])
    func goodAddress(address: String) throws {
        #expect(try Envelope(sender: address, recipient: address).recipient == address)
    }

    @Test(
        "Addresses that are refused before anything is sent",
        arguments: [
            "", "a", "@b", "a@", "a b@c", "a@b c", "<a@b>", "a@b>", "a@b\r\nRCPT TO:<x@y>", "a@b\n", "a\0@b", "jané@b",
            "a@bücher",
            "a@b> SIZE=1", "a@[b", "a@b]", "a@b,c", "\u{7f}@b", String(repeating: "a", count: 65) + "@b",
            "a@" + String(repeating: "b", count: 254),
        ])
    func badAddress(address: String) throws {
        let recipient = try failure { _ = try Envelope(sender: "a@b", recipient: address) }
        #expect(recipient.verdict == .refused)
        #expect(recipient.stage == .rcpt)
        let sender = try failure { _ = try Envelope(sender: address, recipient: "a@b") }
        #expect(sender.verdict == .refused)
        #expect(sender.stage == .mail)
    }

    @Test(
        "A message whose lines do not all end with CRLF is refused",
        arguments: [
            "", "a", "a\n", "a\r", "a\r\nb", "a\n.\r\nMAIL FROM:<x@y>\r\n", "a\r.\r\n", "\r\r\n", "\n\r\n", "a\0\r\n",
        ])
    func badMessage(text: String) throws {
        let failure = try failure { _ = try Body(Array(text.utf8)) }
        #expect(failure.verdict == .refused)
        #expect(failure.stage == .data)
        #expect(throws: SMTPFailure.self) {
            try SMTPClient(SMTPServer("smtp://127.0.0.1:1")).send(
                Envelope(sender: "a@b", recipient: "a@b"), Array(text.utf8))
        }
    }

    @Test("A body is written when the doubled dots are out too")
    func dots() throws {
        for (text, size) in [("\r\n", 2), (".\r\n", 4), (".\r\n.\r\na.\r\n..\r\n", 17), ("a\r\n", 3)] {
            var body = try Body(Array(text.utf8))
            body.wrote(size - 1)
            #expect(!body.isWritten)
            body.wrote(1)
            #expect(body.isWritten)
        }
    }

    @Test("Text for logs is one line without control characters, cut at 500")
    func oneLineText() {
        #expect(oneLine(" a\r\nb\tc\u{0}\u{1b}\u{85}\u{2028}d\u{202e}\u{feff} ") == "a b c d")
        #expect(oneLine(String(repeating: "é", count: 900)).unicodeScalars.count == 500)
        #expect(oneLine(" \r\n ") == "")
    }
}
