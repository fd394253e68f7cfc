/// One connection of a ``ScriptedServer``.
final class ScriptedConnection {
    private var line: Line
    private let script: ScriptedServer.Script
    private let journal: Journal<String>
    private var hasTaken = false

    init(_ line: Line, _ script: ScriptedServer.Script, _ journal: Journal<String>) {
        self.line = line
        self.script = script
        self.journal = journal
    }

    func run() {
        defer {
            line.close()
            journal.add("end")
        }
        guard act(.greeting, "220 mail.test ready") else { return }
        while let command = line.readLine() {
            journal.add(command)
            guard follow(command) else { return }
        }
    }

    /// Whether the connection goes on.
    private func follow(_ command: String) -> Bool {
        switch command.split(separator: " ").first {
        case "EHLO": act(.ehlo, "250-mail.test\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN")
        case "HELO": act(.ehlo, "250 mail.test")
        case "STARTTLS": act(.starttls, "454 no TLS now")
        case "AUTH": line.write("334 \r\n")
        case "MAIL": act(hasTaken ? .mailAgain : .mail, "250 sender fine")
        case "RCPT": act(.rcpt, "250 recipient fine")
        case "DATA": act(.data, "354 go ahead") && takeMessage()
        case "QUIT": act(.quit, "221 bye") && false
        // What follows a 334.
        default: act(.auth, "235 welcome")
        }
    }

    private func takeMessage() -> Bool {
        if let action = script[.body] { return perform(action) }
        while case let text? = line.readLine(), text != "." { journal.add(text) }
        guard !line.isAtEnd else { return false }
        journal.add("message")
        hasTaken = true
        guard act(.answer, "250 taken") else { return false }
        guard let action = script[.idle] else { return true }
        defer { journal.add("idle") }
        return perform(action)
    }

    private func act(_ phase: ScriptedServer.Phase, _ standard: String) -> Bool {
        if case .call(let work) = script[phase] {
            work()
            return perform(.say(standard))
        }
        return perform(script[phase] ?? .say(standard))
    }

    private func perform(_ action: ScriptedServer.Action) -> Bool {
        switch action {
        case .say(let words): return line.write(words + "\r\n")
        case .send(let bytes): return line.write(bytes)
        case .sayAndClose(let words):
            line.holdUntilClosed()
            _ = line.write(words + "\r\n")
        case .close, .call: break
        case .hang: hang()
        case .sayAndHang(let words):
            _ = line.write(words + "\r\n")
            hang()
        case .trickle:
            while line.write("250-still thinking\r\n25"), !line.isClosedByPeer(within: 20) {}
        }
        return false
    }

    private func hang() {
        journal.add("hanging")
        while !line.isClosedByPeer(within: 10), !journal.all.contains("go on") {}
        noteFinalDot()
    }

    /// What the client left in the line when it went: it may have ended the message or not.
    private func noteFinalDot() {
        while let text = line.readLine() { if text == "." { journal.add("message") } }
    }
}
