internal import CCurl
import Glibc

/// One try to send a message: what libcurl tells and asks while it is at it.
final class Transfer {
    /// Why we ended it.
    enum End {
        case aborted
        case timedOut(Duration)
        /// The server closed its side before the message was whole.
        case closed
        /// libcurl broke down.
        case broken
    }

    private(set) var dialogue: Dialogue
    private(set) var end: End?
    private var body: Body
    private let timeouts: SMTPTimeouts
    private let abort: SMTPAbort
    private let whole: Deadline
    private var step: Deadline
    private var farewell: Deadline?

    init(
        _ body: Body, _ server: SMTPServer, _ timeouts: SMTPTimeouts, until whole: Deadline, _ abort: SMTPAbort
    ) {
        dialogue = Dialogue(secrets: server.credentials.map { [$0.password] } ?? [])
        self.body = body
        self.timeouts = timeouts
        self.abort = abort
        self.whole = whole
        step = Deadline(timeouts.connect)
    }

    /// When to look at the clock again.
    var deadline: Deadline { .earlier(step, whole) }

    /// The connection does not stand yet.
    var isConnecting: Bool { dialogue.stage == .connect }

    func connected() {
        dialogue.connected()
        beginStep()
    }

    func continued() {
        dialogue.continued()
    }

    func giveUp() {
        end = .broken
    }

    func sent(_ line: UnsafeRawBufferPointer) {
        dialogue.sent(line)
        // A server that does not answer QUIT is not worth more than this.
        if dialogue.isQuitting { farewell = Deadline(.seconds(1)) }
        beginStep()
    }

    func received(_ line: UnsafeRawBufferPointer) {
        let connecting = isConnecting
        dialogue.received(line)
        if connecting { beginStep() }
    }

    func wrote(_ count: Int) {
        body.wrote(count)
        beginStep()
    }

    /// The next piece of the message for libcurl; 0 lets it send the final dot, nil ends the try. `socket` is where it
    /// goes.
    func read(into buffer: UnsafeMutableRawBufferPointer, from socket: Int32?) -> Int? {
        if mustEnd { return nil }
        let count = body.copy(into: buffer)
        // libcurl also asks for more while it still has some.
        guard count == 0, body.isWritten else { return count }
        // The last moment in which it is certain that the server has not taken the message.
        guard let socket, !isClosedByPeer(socket) else {
            end = .closed
            return nil
        }
        dialogue.endsMessage()
        beginStep()
        return 0
    }

    /// Whether the try has to end now. Only the clock ends one whose final dot is sent.
    var mustEnd: Bool {
        if let farewell { return farewell.hasPassed }
        if end != nil { return true }
        if dialogue.isAccepted { return false }
        if abort.isRaised, dialogue.stage != .answer {
            end = .aborted
        } else if deadline.hasPassed {
            end = .timedOut(deadline.limit)
        }
        return end != nil
    }

    private func beginStep() {
        step = Deadline(isConnecting ? timeouts.connect : timeouts.reply)
    }
}

/// Whether the other side will say no more; what it said before may still be there to read.
private func isClosedByPeer(_ socket: Int32) -> Bool {
    var entry = pollfd(fd: socket, events: Int16(POLLRDHUP), revents: 0)
    return poll(&entry, 1, 0) > 0
}

/// Linux's, which Swift's module of the C library has only with _GNU_SOURCE (poll(2)).
private let POLLRDHUP = 0x2000
