import SMTP
import TestSupport
import Testing

@Suite("TLS and authentication")
struct EncryptionTests {
    private let password = "p@ss/w:rd%"
    private let inURL = "jane%40salon.test:p%40ss%2Fw%3Ard%25"

    private func envelope() throws -> Envelope {
        try Envelope(sender: "notify@salon.test", recipient: "jane@example.test")
    }

    private func server(
        _ mode: String, _ authority: TestAuthority, names: String = "DNS:localhost,IP:127.0.0.1",
        without: String = "none"
    ) throws -> MailServer {
        let (certificate, key) = try authority.certificate(for: names)
        return try MailServer(
            mode, "--certificate", certificate, "--key", key, "--user", "jane@salon.test", "--password", password,
            "--without", without)
    }

    @Test("STARTTLS, then the password, then messages over one connection", arguments: ["PLAIN", "LOGIN"])
    func startTLS(mechanism: String) throws {
        let authority = try TestAuthority()
        let server = try server("--starttls", authority, without: mechanism == "PLAIN" ? "LOGIN" : "PLAIN")
        let client = SMTPClient(
            try SMTPServer("smtp://\(inURL)@localhost:\(server.port)", tls: .required, caFile: authority.file))
        try client.send(envelope(), message("one"))
        try client.send(envelope(), message("two"))
        let received = try server.wait(for: "message", times: 2)
        #expect(received.allSatisfy { $0.tls == true && $0.user == "jane@salon.test" })
        #expect(server.all("auth").map(\.mechanism) == [mechanism])
        #expect(server.all("connection").count == 1)
    }

    @Test("TLS from the first byte")
    func fromStart() throws {
        let authority = try TestAuthority()
        let server = try server("--smtps", authority)
        let client = SMTPClient(try SMTPServer("smtps://\(inURL)@127.0.0.1:\(server.port)", caFile: authority.file))
        try client.send(envelope(), message("one"))
        try client.send(envelope(), message("two"))
        #expect(try server.wait(for: "message", times: 2).allSatisfy { $0.user == "jane@salon.test" })
        #expect(server.all("connection").count == 1)
    }

    @Test("A certificate of another authority, or for another name, gets neither password nor message")
    func untrusted() throws {
        let (authority, other) = (try TestAuthority(), try TestAuthority())
        for (mode, scheme, stage) in [("--starttls", "smtp", SMTPStage.starttls), ("--smtps", "smtps", .connect)] {
            let misnamed = try server(mode, authority, names: "DNS:mail.example.test")
            let server = try server(mode, authority)
            for (port, file) in [(server.port, other.file), (misnamed.port, authority.file)] {
                let client = SMTPClient(
                    try SMTPServer("\(scheme)://\(inURL)@localhost:\(port)", tls: .required, caFile: file))
                let failure = try failure { try client.send(envelope(), message("secret")) }
                #expect(failure.stage == stage)
                #expect(failure.verdict == .transient)
                #expect(failure.text.contains("certificate") || failure.text.contains("SSL"))
            }
            for server in [server, misnamed] { #expect(server.all("auth").isEmpty && server.all("message").isEmpty) }
        }
    }

    @Test("Where TLS is required and not offered, nothing is said after EHLO")
    func notOffered() throws {
        let server = try ScriptedServer([.ehlo: .say("250-mail.test\r\n250 AUTH PLAIN LOGIN")])
        let client = SMTPClient(try SMTPServer("smtp://\(inURL)@127.0.0.1:\(server.port)", tls: .required))
        let failure = try failure { try client.send(envelope(), message("secret")) }
        #expect(failure.stage == .ehlo)
        #expect(failure.verdict == .transient)
        try server.wait(for: "end")
        #expect(server.journal.all.allSatisfy { !$0.hasPrefix("AUTH") && !$0.hasPrefix("MAIL") })
    }

    @Test("A wrong password is trouble that may pass, and appears nowhere")
    func wrongPassword() throws {
        let authority = try TestAuthority()
        let server = try server("--starttls", authority)
        let settings = try SMTPServer(
            "smtp://jane%40salon.test:geheim@localhost:\(server.port)", tls: .required, caFile: authority.file)
        let failure = try failure { try SMTPClient(settings).send(envelope(), message("secret")) }
        #expect(failure.stage == .auth)
        #expect(failure.reply == 535)
        #expect(failure.verdict == .transient)
        var dumped = ""
        dump(settings, to: &dumped)
        for text in [failure.description, "\(settings)", String(reflecting: settings), dumped] {
            #expect(!text.contains("geheim"))
        }
    }

    @Test("A server that repeats what it was told gets no password into an error")
    func echo() throws {
        let server = try ScriptedServer([.auth: .say("535 AGphbmUAZ2VoZWlt is wrong, geheim too")])
        let failure = try failure {
            try SMTPClient(SMTPServer("smtp://jane:geheim@127.0.0.1:\(server.port)", tls: .off)).send(
                envelope(), message("secret"))
        }
        #expect(failure.stage == .auth)
        #expect(!failure.text.contains("geheim"))
    }
}
