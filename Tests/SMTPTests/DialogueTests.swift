import Testing

@testable import SMTP

@Suite("Dialogue")
struct DialogueTests {
    /// `>` is a line of the client's, `<` one of the server's.
    private func dialogue(_ lines: String..., secrets: [String] = []) -> Dialogue {
        var dialogue = Dialogue(secrets: secrets)
        for line in lines {
            let bytes = Array((line.dropFirst(2) + "\r\n").utf8)
            if line.hasPrefix(">") { dialogue.sent(bytes) } else { dialogue.received(bytes) }
        }
        return dialogue
    }

    @Test("The stage is that of the last command, and forgets the reply to the one before")
    func stages() {
        #expect(Dialogue().stage == .connect)
        #expect(dialogue("< 220 hi").stage == .greeting)
        #expect(dialogue("< 220 hi", "> EHLO me").stage == .ehlo)
        #expect(dialogue("< 220 hi", "> EHLO me").reply == nil)
        #expect(dialogue("< 220 hi", "> EHLO me", "< 502 what", "> HELO me").stage == .ehlo)
        #expect(dialogue("< 220 hi", "> EHLO me", "< 502 what", "> HELO me").reply == nil)
        #expect(dialogue("< 220 hi", "> EHLO me", "< 421 bye", "> HELO me").reply?.code == 421)
        #expect(dialogue("< 220 hi", "> STARTTLS").stage == .starttls)
        #expect(dialogue("> MAIL FROM:<a@b>").stage == .mail)
        #expect(dialogue("> MAIL FROM:<a@b>", "< 250 ok", "> RCPT TO:<a@b>").stage == .rcpt)
        #expect(dialogue("> RCPT TO:<a@b>", "< 250 ok", "> DATA", "< 354 go").stage == .data)
    }

    @Test("A reply is there with its last line")
    func multipleLines() {
        let first = dialogue("> EHLO me", "< 250-mail.test", "< 250-SIZE")
        #expect(first.reply == nil)
        #expect(dialogue("> EHLO me", "< 250-mail.test", "< 250 SIZE").reply?.code == 250)
        #expect(dialogue("> EHLO me", "< 250").reply?.code == 250)
        for line in ["25", "2500 x", "x50 y", "099 x", "600 x", ""] {
            #expect(dialogue("> EHLO me", "< \(line)").reply == nil)
        }
    }

    @Test("What follows a 334 is no command, whatever it looks like, and is never repeated")
    func authentication() {
        let asked = dialogue("> AUTH LOGIN", "< 334 VXNlcm5hbWU6", "> DATA", "< 334 UGFzc3dvcmQ6", "> QUIT")
        #expect(asked.stage == .auth)
        #expect(!asked.isQuitting)
        let refused = dialogue("> AUTH PLAIN c2VjcmV0", "< 535 c2VjcmV0 or hush is wrong", secrets: ["hush", ""])
        #expect(refused.reply?.line == "535 *** or *** is wrong\r\n")
    }

    @Test("QUIT leaves the failure as it is")
    func quit() {
        let quit = dialogue("> RCPT TO:<a@b>", "< 550 no", "> QUIT", "< 221 bye")
        #expect(quit.isQuitting)
        #expect(quit.stage == .rcpt)
        #expect(quit.reply?.code == 550)
    }

    @Test("Only a 2xx to the final dot is acceptance")
    func acceptance() {
        var dialogue = dialogue("> DATA", "< 354 go")
        dialogue.endsMessage()
        #expect(dialogue.stage == .answer)
        #expect(dialogue.reply == nil && !dialogue.isAccepted)
        var refused = dialogue
        refused.received(Array("451 later\r\n".utf8))
        #expect(!refused.isAccepted)
        dialogue.received(Array("250 ok\r\n".utf8))
        #expect(dialogue.isAccepted)
    }
}
