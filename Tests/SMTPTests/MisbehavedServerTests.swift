import SMTP
import TestSupport
import Testing

/// A server that refuses, hangs or leaves, at every step. Its `message` counts the final dots that it has seen.
@Suite("Misbehaved servers")
struct MisbehavedServerTests {
    /// A step of the conversation as the script knows it, and as a failure names it.
    struct Step: Sendable, CustomTestStringConvertible {
        let phase: ScriptedServer.Phase
        let stage: SMTPStage
        var testDescription: String { "\(stage)" }

        static let all = [
            Step(phase: .greeting, stage: .greeting), Step(phase: .ehlo, stage: .ehlo),
            Step(phase: .auth, stage: .auth),
            Step(phase: .mail, stage: .mail), Step(phase: .rcpt, stage: .rcpt), Step(phase: .data, stage: .data),
            Step(phase: .answer, stage: .answer),
        ]

        /// The server has seen the final dot when it comes to this.
        var isAfterDot: Bool { stage == .answer }
        /// A 5xx is about the message.
        var isAboutMessage: Bool { [.rcpt, .data, .answer].contains(stage) }
    }

    private func client(_ server: ScriptedServer, patience: Duration = .seconds(20)) throws -> SMTPClient {
        var timeouts = SMTPTimeouts()
        timeouts.reply = patience
        return SMTPClient(try SMTPServer("smtp://jane:geheim@127.0.0.1:\(server.port)", tls: .off), timeouts: timeouts)
    }

    private func envelope() throws -> Envelope {
        try Envelope(sender: "notify@salon.test", recipient: "jane@example.test")
    }

    @Test("A refusal says where and what, and whether it is for good", arguments: Step.all, [421, 451, 500, 554])
    func refusal(step: Step, code: Int) throws {
        let server = try ScriptedServer([step.phase: .say("\(code)-first line\r\n\(code) 4.2.0 no <\u{7}b>\t!")], [:])
        let client = try client(server)
        let failure = try failure { try client.send(envelope(), message("one")) }
        #expect(failure.stage == step.stage)
        #expect(failure.reply == code)
        #expect(failure.text == "\(code) 4.2.0 no <b> !")
        #expect(failure.verdict == (code >= 500 && step.isAboutMessage ? .refused : .transient))
        #expect(!failure.isOutcomeUnknown)
        try client.send(envelope(), message("two"))
        #expect(server.count("message") == (step.isAfterDot ? 2 : 1))
    }

    @Test("Silence ends at the reply's time limit", arguments: Step.all)
    func silence(step: Step) throws {
        let server = try ScriptedServer([step.phase: .hang], [:])
        let client = try client(server, patience: .milliseconds(300))
        let failure = try failure { try client.send(envelope(), message("one")) }
        #expect(failure.stage == step.stage)
        #expect(failure.reply == nil)
        #expect(failure.text == "no answer within 0.3 seconds")
        #expect(failure.verdict == .transient)
        #expect(failure.isOutcomeUnknown == step.isAfterDot)
        try server.wait(for: "end")
        #expect(server.count("message") == (step.isAfterDot ? 1 : 0))
    }

    @Test("A server that leaves, with and without a word", arguments: Step.all, [nil, "421 going down"])
    func leaving(step: Step, words: String?) throws {
        let server = try ScriptedServer([step.phase: words.map { .sayAndClose($0) } ?? .close], [:])
        let client = try client(server)
        let failure = try failure { try client.send(envelope(), message("one")) }
        #expect(failure.stage == step.stage)
        #expect(failure.reply == words.map { _ in 421 })
        #expect(failure.verdict == .transient)
        #expect(failure.isOutcomeUnknown == (step.isAfterDot && words == nil))
        #expect(!failure.text.isEmpty)
        try client.send(envelope(), message("two"))
        #expect(server.count("connection") == 2)
        #expect(server.count("message") == (step.isAfterDot ? 2 : 1))
    }

    @Test("A server that leaves after 354 gets no final dot, so the outcome is known")
    func leavingBeforeBody() throws {
        let server = try ScriptedServer([.data: .sayAndClose("354 go ahead")])
        let failure = try failure { try client(server).send(envelope(), message("one")) }
        #expect(failure.stage == .data)
        #expect(failure.verdict == .transient)
        #expect(!failure.isOutcomeUnknown)
    }

    @Test("A message that the server stops taking half-way is given up without its final dot")
    func stalledBody() throws {
        let server = try ScriptedServer([.body: .hang])
        let large = message("large", lines: Array(repeating: String(repeating: "x", count: 990), count: 16_000))
        let failure = try failure { try client(server, patience: .milliseconds(500)).send(envelope(), large) }
        #expect(failure.stage == .data)
        #expect(failure.verdict == .transient)
        #expect(!failure.isOutcomeUnknown)
        server.goOn()
        try server.wait(for: "end")
        #expect(server.count("message") == 0)
    }

    @Test("A reply that trickles in for ever ends with the message's time limit", arguments: Step.all)
    func trickle(step: Step) throws {
        let server = try ScriptedServer([step.phase: .trickle])
        var timeouts = SMTPTimeouts()
        timeouts.message = .milliseconds(400)
        let client = SMTPClient(
            try SMTPServer("smtp://jane:geheim@127.0.0.1:\(server.port)", tls: .off), timeouts: timeouts)
        let failure = try failure { try client.send(envelope(), message("one")) }
        #expect(failure.stage == step.stage)
        #expect(failure.text == "no answer within 0.4 seconds")
        #expect(failure.isOutcomeUnknown == step.isAfterDot)
    }

    @Test("Nobody listens")
    func nobody() throws {
        let port: Int
        do {
            let listener = try ListeningSocket()
            port = Int(listener.port)
            listener.stop()
            #expect(listener.accept() == nil)
        }
        let failure = try failure {
            try SMTPClient(SMTPServer("smtp://127.0.0.1:\(port)")).send(envelope(), message("one"))
        }
        #expect(failure.stage == .connect)
        #expect(failure.verdict == .transient)
        #expect(failure.reply == nil)
        #expect(!failure.isOutcomeUnknown)
    }
}
