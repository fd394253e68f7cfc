import Glibc
import Synchronization

/// Keeps a peer that does not read from holding a thread. The thread sets the deadline before it writes; the thread
/// that watches shuts the connection down once that has passed, and the blocked write fails.
///
/// SO_SNDTIMEO alone would not do: it is for one write(2), and a peer that reads a little now and then starts it anew.
final class SendDeadline: Sendable {
    private struct Sending {
        let connection: Int32
        let end: ContinuousClock.Instant
        var isOver = false
    }

    private let sending = Mutex<Sending?>(nil)

    /// The answer is about to be written to that connection, which stays open until `finish`.
    func begin(_ connection: Int32, until end: ContinuousClock.Instant) {
        sending.withLock { $0 = Sending(connection: connection, end: end) }
    }

    /// The answer is written or has failed. True when that was for the deadline.
    func finish() -> Bool {
        sending.withLock { sending in
            defer { sending = nil }
            return sending?.isOver ?? false
        }
    }

    /// Shuts the connection down if its time is over. Under the lock: the writer cannot have closed the descriptor, and
    /// so nobody else can have its number.
    func enforce(at now: ContinuousClock.Instant) {
        sending.withLock { sending in
            guard let current = sending, !current.isOver, now > current.end else { return }
            shutdown(current.connection, Int32(SHUT_RDWR))
            sending?.isOver = true
        }
    }
}
