import Foundation
import Testing

/// The mail server of the development stack, and what shows its mail.
@Suite struct DevelopmentMailTests {
    private static let message = """
        From: Salon <salon@example.com>\r
        To: =?utf-8?B?T2xlbmE=?= <olena@example.com>\r
        Subject: =?utf-8?Q?=D0=94=D0=BE=D0=B1=D1=80=D0=B5?=\r
        Content-Type: multipart/alternative; boundary=b\r
        \r
        --b\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        caf=C3=A9 =1B[2J\r
        .\r
        --b\r
        Content-Type: text/calendar; method=CANCEL\r
        \r
        BEGIN:VCALENDAR\r
        --b--\r

        """

    @Test func whatIsSentIsListedShownAndCleared() throws {
        let mail = try DevelopmentMail()
        #expect(try mail.read().code == 3)
        try mail.send("Subject: first\r\n\r\nno more\r\n", to: ["bob@example.com", "eve@example.com"])
        try mail.send(Self.message, to: ["olena@example.com"])
        let list = try mail.read().output.split(separator: "\n")
        try #require(list.count == 2)
        #expect(list[0].hasPrefix("1  ") && list[0].hasSuffix("first"))
        #expect(list[1].hasPrefix("2  ") && list[1].hasSuffix("Olena <olena@example.com>  Добре"))
        #expect(try mail.read("1").output.contains("X-RcptTo: bob@example.com, eve@example.com\n"))
        #expect(try mail.read("clear").code == 0)
        #expect(try mail.read().code == 3)
    }

    /// Its text, and nothing that the terminal would obey.
    @Test func aMessageIsShownDecoded() throws {
        let mail = try DevelopmentMail()
        try mail.send(Self.message, to: ["olena@example.com"])
        let shown = try mail.read("show", "1").output
        #expect(shown.contains("\nSubject: Добре\n"))
        #expect(shown.contains("\n\ncafé \\x1b[2J\n.\n"))
        #expect(shown.hasSuffix("\n-- also: text/calendar, method CANCEL, 15 bytes\n"))
        let source = Self.message.replacing("\r\n", with: "\n")
        #expect(
            try mail.read("1", "--raw").output
                == "X-MailFrom: salon@example.com\nX-RcptTo: olena@example.com\n\(source)")
    }

    @Test func whatIsNotThereAndWhatIsNoCommand() throws {
        let mail = try DevelopmentMail()
        let missing = try mail.read("1")
        #expect(missing.code == 1 && missing.output.contains("no message 1"))
        for words in [["0x1"], ["clear", "--raw"], ["show"], ["1", "2"]] {
            let answer = try mail.read(words)
            #expect(answer.code == 64 && answer.output.contains("usage: "), "\(words)")
        }
    }

    @Test func thePortOfTheLastTimeIsKept() throws {
        let port = try FreePort.find()
        #expect(try DevelopmentMail(earlierPort: String(port)).port == port)
    }

    @Test(arguments: ["99999", "-1", "nonsense"]) func anotherIsFoundForOneThatCannotBe(earlier: String) throws {
        try DevelopmentMail(earlierPort: earlier).send("Subject: x\r\n\r\n", to: ["bob@example.com"])
    }

    @Test func anotherIsFoundForOneThatIsTaken() throws {
        let first = try DevelopmentMail()
        let second = try DevelopmentMail(earlierPort: String(first.port))
        #expect(second.port != first.port)
        try second.send("Subject: x\r\n\r\n", to: ["bob@example.com"])
        #expect(try first.read().code == 3)
        #expect(try second.read().code == 0)
    }

    /// Whoever finds the Maildir in the way may remove it, or a part of it.
    @Test(arguments: ["", "/tmp", "/new", "/cur"]) func theMailboxIsMadeAnew(part: String) throws {
        let mail = try DevelopmentMail()
        try FileManager.default.removeItem(atPath: mail.maildir + part)
        try mail.send("Subject: x\r\n\r\n", to: ["bob@example.com"])
        #expect(try mail.read("1").output.contains("Subject: x\n"))
    }
}
