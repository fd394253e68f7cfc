import Glibc
import SMTP
import TestSupport
import Testing

@Suite("Slow starts and ends")
struct SlowStartTests {
    private func envelope() throws -> Envelope {
        try Envelope(sender: "notify@salon.test", recipient: "jane@example.test")
    }

    private var impatient: SMTPTimeouts {
        var timeouts = SMTPTimeouts()
        timeouts.connect = .milliseconds(300)
        return timeouts
    }

    @Test("A host that does not accept ends at the limit for connecting")
    func noAccept() throws {
        let listener = try ListeningSocket(backlog: 0)
        // One more than the kernel takes: whoever comes later waits.
        let fillers = (0..<3).map { _ in listener.beginConnection() }
        defer { for filler in fillers { close(filler) } }
        let failure = try failure {
            try SMTPClient(SMTPServer("smtp://127.0.0.1:\(listener.port)"), timeouts: impatient).send(
                envelope(), message("one"))
        }
        #expect(failure.stage == .connect)
        #expect(failure.verdict == .transient)
        listener.stop()
        while let line = listener.accept() { line.close() }
    }

    @Test("So does one that is silent when TLS should begin")
    func silentTLS() throws {
        let server = try ScriptedServer([.greeting: .hang])
        let failure = try failure {
            try SMTPClient(SMTPServer("smtps://127.0.0.1:\(server.port)"), timeouts: impatient).send(
                envelope(), message("one"))
        }
        #expect(failure.stage == .connect)
        #expect(failure.verdict == .transient)
    }

    @Test("A greeting may take longer than connecting")
    func slowGreeting() throws {
        let server = try ScriptedServer([.greeting: .call { usleep(800_000) }])
        try SMTPClient(SMTPServer("smtp://127.0.0.1:\(server.port)", tls: .off), timeouts: impatient).send(
            envelope(), message("one"))
        #expect(server.count("message") == 1)
    }

    @Test(
        "Trouble with STARTTLS",
        arguments: [
            ScriptedServer.Action.say("454 not now"), .say("554 never"), .close, .hang, .sayAndHang("220 go ahead"),
            .sayAndClose("220 go ahead"), .sayAndHang("220 go ahead\r\n250 and this is not encrypted"),
        ])
    func startTLS(action: ScriptedServer.Action) throws {
        let server = try ScriptedServer([.starttls: action])
        var timeouts = SMTPTimeouts()
        timeouts.reply = .milliseconds(500)
        let client = SMTPClient(
            try SMTPServer("smtp://jane:geheim@127.0.0.1:\(server.port)", tls: .required), timeouts: timeouts)
        let failure = try failure { try client.send(envelope(), message("one")) }
        #expect(failure.stage == .starttls)
        #expect(failure.verdict == .transient)
        try server.wait(for: "end")
        #expect(server.journal.all.allSatisfy { !$0.hasPrefix("AUTH") && !$0.hasPrefix("MAIL") })
    }

    @Test("A refusal is told even if QUIT is never answered")
    func silentQuit() throws {
        let server = try ScriptedServer([.rcpt: .say("550 nobody here"), .quit: .hang])
        let failure = try failure {
            try SMTPClient(SMTPServer("smtp://127.0.0.1:\(server.port)", tls: .off)).send(envelope(), message("one"))
        }
        #expect(failure.text == "550 nobody here")
        #expect(failure.verdict == .refused)
    }

    @Test("Closing does not wait for an answer to QUIT")
    func closing() throws {
        let server = try ScriptedServer([.quit: .hang])
        let client = SMTPClient(try SMTPServer("smtp://127.0.0.1:\(server.port)", tls: .off))
        try client.send(envelope(), message("one"))
        try withThread({
            // Lets the test end should it hang.
            do { try server.wait(for: "end") } catch { server.goOn() }
        }) {
            client.close()
            try server.wait(for: "end")
        }
        #expect(server.count("QUIT") == 1)
        #expect(server.count("go on") == 0)
    }
}
