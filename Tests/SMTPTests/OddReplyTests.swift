import SMTP
import TestSupport
import Testing

@Suite("Odd replies")
struct OddReplyTests {
    private func send(to server: ScriptedServer) throws {
        var timeouts = SMTPTimeouts()
        timeouts.reply = .milliseconds(500)
        try SMTPClient(SMTPServer("smtp://127.0.0.1:\(server.port)", tls: .off), timeouts: timeouts).send(
            Envelope(sender: "notify@salon.test", recipient: "jane@example.test"), message("one"))
    }

    @Test("Lines of any length are cut", arguments: [510, 5_000, 16_384, 100_000])
    func longLines(length: Int) throws {
        let server = try ScriptedServer([.rcpt: .say("550 " + String(repeating: "no", count: length / 2))])
        let failure = try failure { try send(to: server) }
        #expect(failure.reply == 550)
        #expect(failure.verdict == .refused)
        #expect(failure.text.hasPrefix("550 nono"))
        // Of what does not fit into its buffer libcurl keeps the beginning and some of the rest.
        #expect(failure.text.unicodeScalars.count <= 500)
        if length < 16_000 { #expect(failure.text.unicodeScalars.count == 500) }
    }

    @Test("What is no reply is passed over")
    func garbage() throws {
        var noise: [UInt8] = (0...255).map { UInt8($0) } + Array("\r\n\n\r99 x\r\nabc def\r\n".utf8)
        noise += Array("550 \u{202e}gone\0\u{1b}[31m".utf8) + [0xff, 0xfe, 13, 10]
        let server = try ScriptedServer([.rcpt: .send(noise)])
        let failure = try failure { try send(to: server) }
        #expect(failure.reply == 550)
        #expect(failure.text == "550 gone[31m\u{fffd}\u{fffd}")
    }

    @Test("Nothing but noise is silence")
    func onlyNoise() throws {
        let server = try ScriptedServer([.greeting: .send(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8))])
        let failure = try failure { try send(to: server) }
        #expect(failure.stage == .greeting)
        #expect(failure.verdict == .transient)
        #expect(failure.text == "no answer within 0.5 seconds")
    }

    @Test("Any 2xx to the message means that the server has it", arguments: [250, 251, 200])
    func taken(code: Int) throws {
        let server = try ScriptedServer([.answer: .say("\(code) yours is mine")])
        try send(to: server)
        #expect(server.count("message") == 1)
    }

    @Test(
        "A reply to the message that makes no sense leaves its outcome unknown", arguments: ["354 go on", "999 what"])
    func senseless(reply: String) throws {
        let server = try ScriptedServer([.answer: .say(reply)])
        let failure = try failure { try send(to: server) }
        #expect(failure.stage == .answer)
        #expect(failure.isOutcomeUnknown)
        #expect(failure.verdict == .transient)
    }
}
