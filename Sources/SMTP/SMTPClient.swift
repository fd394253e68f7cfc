/// Sends messages to one server. It belongs to the thread that made it: no locks, and not Sendable.
///
/// The connection is kept and used again. A call returns when the server has taken the message, or throws within
/// ``SMTPTimeouts/message`` and about a second.
public final class SMTPClient {
    private let server: SMTPServer
    private let timeouts: SMTPTimeouts
    private let abort: SMTPAbort
    private var session: Session?
    private var lastUse = ContinuousClock.now

    /// A client that connects with its first message.
    public init(_ server: SMTPServer, timeouts: SMTPTimeouts = SMTPTimeouts(), abort: SMTPAbort = SMTPAbort()) {
        self.server = server
        self.timeouts = timeouts
        self.abort = abort
    }

    /// Closes the connection, if there is one, with QUIT. Any number of times: the next message connects again.
    public func close() {
        session = nil
    }

    /// Closes a connection that was not used for ``SMTPTimeouts/idle``. For whoever has nothing to send for long;
    /// `send` does it by itself.
    public func closeIfIdle() {
        if lastUse.duration(to: .now) >= timeouts.idle { close() }
    }

    /// Sends a message (RFC 5322) whose lines all end with CRLF. It should be ASCII: that it has other bytes is not
    /// announced to the server (8BITMIME).
    ///
    /// A connection that turns out to be gone when it is used again is replaced by a fresh one, once and only if the
    /// server cannot have got the message.
    ///
    /// - Throws: whatever kept the message from being taken. After `isOutcomeUnknown` the next try may be the
    ///   message's second delivery.
    public func send(_ envelope: Envelope, _ message: [UInt8]) throws(SMTPFailure) {
        let body = try Body(message)
        if abort.isRaised { throw SMTPFailure(.aborted, at: .connect, "stopped before the message was sent") }
        let whole = Deadline(timeouts.message)
        closeIfIdle()
        let isContinued = session?.isConnected == true
        guard let failure = try attempt(envelope, body, until: whole) else { return }
        guard isContinued, failure.isOfStaleConnection else { throw failure }
        if let failure = try attempt(envelope, body, until: whole) { throw failure }
    }

    /// Connects, on a connection of its own, as far as a message would go: EHLO, TLS and authentication as they are
    /// set, and no message.
    ///
    /// - Throws: what would have kept a message from being sent.
    public func probe() throws(SMTPFailure) {
        let session = try Session(server, timeouts, abort)
        let transfer = Transfer(Body(), server, timeouts, until: Deadline(timeouts.message), abort)
        if let failure = session.probe(transfer) { throw failure }
    }

    /// Only a session that went well is kept.
    private func attempt(
        _ envelope: Envelope, _ body: Body, until whole: Deadline
    ) throws(SMTPFailure) -> SMTPFailure? {
        let session = try takeSession()
        let transfer = Transfer(body, server, timeouts, until: whole, abort)
        if let failure = session.run(transfer, envelope) { return failure }
        self.session = session
        lastUse = .now
        return nil
    }

    private func takeSession() throws(SMTPFailure) -> Session {
        if let session {
            self.session = nil
            return session
        }
        return try Session(server, timeouts, abort)
    }
}

@available(*, unavailable)
extension SMTPClient: Sendable {}

extension SMTPFailure {
    /// What it looks like when the server, or a firewall on the way, has closed a connection that was kept: no reply to
    /// the first command, or 421 (RFC 5321, section 3.8).
    fileprivate var isOfStaleConnection: Bool {
        stage == .mail && verdict == .transient && (reply == nil || reply == 421)
    }
}
