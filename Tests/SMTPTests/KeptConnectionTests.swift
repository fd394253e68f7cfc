import SMTP
import TestSupport
import Testing

@Suite("Kept connections that are gone")
struct KeptConnectionTests {
    private func envelope() throws -> Envelope {
        try Envelope(sender: "notify@salon.test", recipient: "jane@example.test")
    }

    private func client(_ server: ScriptedServer) throws -> SMTPClient {
        var timeouts = SMTPTimeouts()
        timeouts.reply = .milliseconds(500)
        return SMTPClient(try SMTPServer("smtp://127.0.0.1:\(server.port)", tls: .off), timeouts: timeouts)
    }

    @Test(
        "Closed while idle: the next message goes out once, over a fresh connection",
        arguments: [nil, "421 idle for too long"])
    func closedWhileIdle(words: String?) throws {
        let server = try ScriptedServer([.idle: words.map { .sayAndClose($0) } ?? .close], [:])
        let client = try client(server)
        try client.send(envelope(), message("one"))
        try server.wait(for: "end")
        try client.send(envelope(), message("two"))
        #expect(server.count("End of one") == 1)
        #expect(server.count("End of two") == 1)
        #expect(server.count("connection") == 2)
    }

    @Test(
        "Gone only when MAIL is said: the same",
        arguments: [ScriptedServer.Action.sayAndClose("421 too many"), .say("421 too many"), .close, .hang])
    func goneAtMail(action: ScriptedServer.Action) throws {
        let server = try ScriptedServer([.mailAgain: action], [:])
        let client = try client(server)
        try client.send(envelope(), message("one"))
        try client.send(envelope(), message("two"))
        #expect(server.count("message") == 2)
        #expect(server.count("End of two") == 1)
        #expect(server.count("connection") == 2)
    }

    @Test("Only once: a fresh connection that fails as well is a failure")
    func twice() throws {
        let server = try ScriptedServer([.mailAgain: .close], [.mail: .say("421 not now either")])
        let client = try client(server)
        try client.send(envelope(), message("one"))
        let failure = try failure { try client.send(envelope(), message("two")) }
        #expect(failure.reply == 421)
        #expect(failure.stage == .mail)
        #expect(server.count("connection") == 2)
        #expect(server.count("message") == 1)
    }

    @Test("Another refusal of MAIL on a kept connection is the server's word")
    func refusedAgain() throws {
        let server = try ScriptedServer([.mailAgain: .say("452 quota")])
        let client = try client(server)
        try client.send(envelope(), message("one"))
        #expect(try failure { try client.send(envelope(), message("two")) }.reply == 452)
        #expect(server.count("connection") == 1)
    }

    @Test("A stray reply on a kept connection passes for no reply to the message")
    func strayReply() throws {
        let server = try ScriptedServer([.idle: .say("250 is not asked for")])
        let client = try client(server)
        try client.send(envelope(), message("one"))
        try server.wait(for: "idle")
        let failure = try failure { try client.send(envelope(), message("two")) }
        #expect(failure.stage == .data)
        #expect(!failure.isOutcomeUnknown)
        try server.wait(for: "end")
        #expect(server.count("message") == 1)
    }

    @Test("The connection whose answer never came is not used again")
    func lateAnswer() throws {
        let server = try ScriptedServer([.answer: .hang], [:])
        let client = try client(server)
        #expect(try failure { try client.send(envelope(), message("one")) }.isOutcomeUnknown)
        try client.send(envelope(), message("two"))
        #expect(server.count("connection") == 2)
        #expect(server.count("End of two") == 1)
    }
}
