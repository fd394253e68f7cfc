import SMTP
import TestSupport
import Testing

@Suite("Stopping")
struct AbortTests {
    private func envelope() throws -> Envelope {
        try Envelope(sender: "notify@salon.test", recipient: "jane@example.test")
    }

    @Test("A message that is not yet whole is given up at once", arguments: MisbehavedServerTests.Step.all.dropLast())
    func beforeDot(step: MisbehavedServerTests.Step) throws {
        let server = try ScriptedServer([step.phase: .hang])
        let abort = SMTPAbort()
        let client = SMTPClient(
            try SMTPServer("smtp://jane:geheim@127.0.0.1:\(server.port)", tls: .off), abort: abort)
        try withThread({
            try? server.wait(for: "hanging")
            abort.raise()
        }) {
            let failure = try failure { try client.send(envelope(), message("one")) }
            #expect(failure.verdict == .aborted)
            #expect(failure.stage == step.stage)
            #expect(!failure.isOutcomeUnknown)
        }
        try server.wait(for: "end")
        #expect(server.count("message") == 0)
    }

    @Test("Half a message gets no final dot")
    func inBody() throws {
        let server = try ScriptedServer([.body: .hang])
        let abort = SMTPAbort()
        let client = SMTPClient(try SMTPServer("smtp://127.0.0.1:\(server.port)", tls: .off), abort: abort)
        let large = message("large", lines: Array(repeating: String(repeating: "x", count: 990), count: 16_000))
        try withThread({
            try? server.wait(for: "hanging")
            abort.raise()
        }) {
            let failure = try failure { try client.send(envelope(), large) }
            #expect(failure.verdict == .aborted)
            #expect(!failure.isOutcomeUnknown)
        }
        server.goOn()
        try server.wait(for: "end")
        #expect(server.count("message") == 0)
    }

    @Test("After the final dot the answer is waited for")
    func afterDot() throws {
        let abort = SMTPAbort()
        let server = try ScriptedServer([.answer: .call { abort.raise() }])
        let client = SMTPClient(try SMTPServer("smtp://127.0.0.1:\(server.port)", tls: .off), abort: abort)
        try client.send(envelope(), message("one"))
        #expect(abort.isRaised)
        #expect(server.count("message") == 1)
        #expect(try failure { try client.send(envelope(), message("two")) }.verdict == .aborted)
        #expect(server.count("MAIL FROM:<notify@salon.test>") == 1)
    }
}
