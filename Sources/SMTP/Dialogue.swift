/// What was said between client and server so far, as far as it matters: a state machine over the lines of commands
/// and replies, without I/O.
struct Dialogue {
    /// A whole reply (RFC 5321, section 4.2); of several lines the last.
    struct Reply: Equatable {
        let code: Int
        let line: String
    }

    private(set) var stage = SMTPStage.connect
    /// The reply to the stage's last command, once it is there.
    private(set) var reply: Reply?
    /// The client has said QUIT, which it does after a failure: the stage stays that of the failure.
    private(set) var isQuitting = false
    /// What was said to authenticate, lest a server that repeats it gets it into a log.
    private var secrets: [String]

    /// - Parameter secrets: what must not appear in a reply's line.
    init(secrets: [String] = []) {
        self.secrets = secrets.filter { !$0.isEmpty }
    }

    /// The server took the message: nothing that happens later changes that.
    var isAccepted: Bool { stage == .answer && reply.map { (200...299).contains($0.code) } == true }

    /// The connection stands; with `smtps://` so does TLS.
    mutating func connected() {
        if stage == .connect { enter(.greeting) }
    }

    /// The connection was there before, and so its first command is MAIL.
    mutating func continued() {
        if stage == .connect { enter(.mail) }
    }

    /// The client said a line. Neither the message nor its final dot is one.
    mutating func sent(_ bytes: some Collection<UInt8>) {
        let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0.isNewline }
        // What follows a 334 is no command, even if its base64 looks like one.
        if stage == .auth, let reply, reply.code / 100 == 3 {
            keepSecret(words)
            return enter(.auth)
        }
        switch words.first {
        case "EHLO": enter(.ehlo)
        // libcurl tries this when EHLO was refused. After a 421 nobody listens any more.
        case "HELO": if reply?.code != 421 { enter(.ehlo) }
        case "STARTTLS": enter(.starttls)
        case "AUTH":
            keepSecret(words.dropFirst(2))
            enter(.auth)
        case "MAIL": enter(.mail)
        case "RCPT": enter(.rcpt)
        case "DATA": enter(.data)
        case "QUIT": isQuitting = true
        default: break
        }
    }

    /// The client is about to send the final dot.
    mutating func endsMessage() {
        enter(.answer)
    }

    /// The server said a line. What is no reply is passed over, as libcurl does.
    mutating func received(_ bytes: some Collection<UInt8>) {
        connected()
        guard !isQuitting, let code = replyCode(bytes.prefix(3)) else { return }
        switch bytes.dropFirst(3).first {
        case UInt8(ascii: " "), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            reply = Reply(code: code, line: withoutSecrets(String(decoding: bytes.prefix(4_096), as: UTF8.self)))
        default: break
        }
    }

    private mutating func enter(_ next: SMTPStage) {
        stage = next
        reply = nil
    }

    private mutating func keepSecret(_ words: some Sequence<Substring>) {
        secrets += words.map(String.init).filter { $0.utf8.count > 1 }
    }

    private func withoutSecrets(_ line: String) -> String {
        secrets.reduce(line) { $0.replacing($1, with: "***") }
    }
}

/// Three digits of which the first says how it went.
private func replyCode(_ bytes: some Collection<UInt8>) -> Int? {
    guard bytes.count == 3, bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
        return nil
    }
    let code = bytes.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return (200...599).contains(code) ? code : nil
}
