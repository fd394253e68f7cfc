import SMTP
import TestSupport
import Testing

@Suite("Probing a server")
struct ProbeTests {
    private func probe(_ server: ScriptedServer, patience: Duration = .seconds(20)) throws {
        var timeouts = SMTPTimeouts()
        timeouts.reply = patience
        let settings = try SMTPServer("smtp://jane:geheim@127.0.0.1:\(server.port)", tls: .off)
        try SMTPClient(settings, timeouts: timeouts).probe()
    }

    @Test("A server that would take messages gets none")
    func good() throws {
        let server = try ScriptedServer([:])
        try probe(server)
        try server.wait(for: "end")
        #expect(server.journal.all.contains { $0.hasPrefix("AUTH") })
        #expect(!server.journal.all.contains { $0.hasPrefix("MAIL") || $0.hasPrefix("RCPT") || $0.hasPrefix("DATA") })
        #expect(server.count("message") == 0)
    }

    @Test("STARTTLS and the password are tried", arguments: ["right", "wrong"])
    func encrypted(password: String) throws {
        let authority = try TestAuthority()
        let (certificate, key) = try authority.certificate(for: "DNS:localhost,IP:127.0.0.1")
        let server = try MailServer(
            "--starttls", "--certificate", certificate, "--key", key, "--user", "jane", "--password", "right")
        let client = SMTPClient(
            try SMTPServer("smtp://jane:\(password)@localhost:\(server.port)", tls: .required, caFile: authority.file))
        if password == "right" {
            try client.probe()
            #expect(try server.wait(for: "auth").first?.tls == true)
        } else {
            let failure = try failure { try client.probe() }
            #expect(failure.stage == .auth && failure.reply == 535)
        }
        #expect(server.all("message").isEmpty)
    }

    @Test(
        "A refusal, silence and a closed connection say where",
        arguments: [(ScriptedServer.Phase.greeting, SMTPStage.greeting), (.ehlo, .ehlo), (.auth, .auth)])
    func trouble(phase: ScriptedServer.Phase, stage: SMTPStage) throws {
        let refusal = try failure { try probe(ScriptedServer([phase: .say("554 5.7.1 not you")])) }
        #expect(refusal.stage == stage && refusal.reply == 554 && refusal.text == "554 5.7.1 not you")
        let silence = try failure { try probe(ScriptedServer([phase: .hang]), patience: .milliseconds(300)) }
        #expect(silence.stage == stage && silence.text == "no answer within 0.3 seconds")
        let end = try failure { try probe(ScriptedServer([phase: .close])) }
        #expect(end.stage == stage && end.reply == nil)
    }

    @Test("Nobody there")
    func away() throws {
        let client = SMTPClient(try SMTPServer("smtp://127.0.0.1:1"))
        #expect(try failure { try client.probe() }.stage == .connect)
    }
}
