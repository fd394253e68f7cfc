/// An open connection of the front server. It is a value with one owner at a time: the table of waiting connections, or
/// the thread that took it out.
struct Connection {
    /// What the next bytes are expected to be.
    enum Stage {
        /// The first request of a connection just accepted.
        case fresh
        /// Another request, on a connection that has served one.
        case kept
        /// The rest of a request that was refused: read and dropped until the peer has seen the refusal and closes.
        case lingering
    }

    let descriptor: Int32
    var stage = Stage.fresh
    /// The beginning of a request of which more is to come.
    var received: [UInt8] = []
    /// When it began to wait: for a request, or, once the first byte has come, for the rest of it.
    var since: ContinuousClock.Instant

    /// Nothing has been begun on it.
    var isIdle: Bool { received.isEmpty && stage != .lingering }

    /// Whether its peer has taken too long to finish what it began.
    func isOverdue(at now: ContinuousClock.Instant, limits: Limits) -> Bool {
        !isIdle && now - since > limits.receiveTimeout
    }

    /// Whether it may be closed without taking anything from its peer.
    func isDispensable(at now: ContinuousClock.Instant, limits: Limits) -> Bool {
        isIdle && (stage == .kept || now - since > limits.freshGrace)
    }
}
