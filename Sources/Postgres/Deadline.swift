import Glibc

/// A point in time after which a call stops waiting.
struct Deadline {
    private let instant: ContinuousClock.Instant

    init(after timeout: Duration) {
        instant = .now + timeout
    }

    /// What is left, as poll(2) wants it: milliseconds, rounded up so as not to spin through the last one, 0 when it
    /// has passed.
    private var milliseconds: Int32 {
        let left = ContinuousClock.now.duration(to: instant)
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        return Int32(clamping: min(seconds, 1_000_000) * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
    }

    /// Waits until the socket is ready for one of `wanted`; false when the time has passed. With `atMost`
    /// milliseconds it returns true after them in any case.
    func wait(for wanted: Readiness, on socket: Int32, atMost limit: Int32 = .max) -> Bool {
        while true {
            let left = milliseconds
            let ready = Readiness.of(socket, for: wanted, within: min(left, limit))
            if !ready.isEmpty || left > limit { return true }
            if left == 0 { return false }
        }
    }
}

/// What a socket can be waited for, and what it is ready for.
struct Readiness: OptionSet {
    let rawValue: Int16
    static let read = Readiness(rawValue: Int16(POLLIN))
    static let write = Readiness(rawValue: Int16(POLLOUT))

    /// Waits for one of `wanted`. A broken socket counts as ready for all of them: using it then tells how. Empty when
    /// the milliseconds have passed, or when a signal came.
    static func of(_ socket: Int32, for wanted: Readiness, within milliseconds: Int32) -> Readiness {
        var entry = pollfd(fd: socket, events: wanted.rawValue, revents: 0)
        guard poll(&entry, 1, milliseconds) > 0 else { return [] }
        let broken = Int16(POLLERR | POLLHUP | POLLNVAL)
        return entry.revents & broken != 0 ? wanted : Readiness(rawValue: entry.revents).intersection(wanted)
    }
}
