import Glibc
import Synchronization

/// The connections that wait for bytes, and how many are open in all.
///
/// Who takes a connection out of the table owns it alone, and alone closes its descriptor; everybody else finds nothing
/// under that number. That makes late events harmless. A thread that was woken for a connection which another has
/// closed since finds nothing, or a new connection of the same number; it then reads nothing from that and puts it
/// back.
final class Connections: Sendable {
    private struct State {
        var waiting: [Int32: Connection] = [:]
        var open = 0
    }

    private let state = Mutex(State())

    /// How many are open: waiting, in a thread's hands, or about to be accepted.
    var openCount: Int { state.withLock { $0.open } }

    /// Counts a connection that is about to be accepted, unless there are as many as the limit already.
    func reserve(limit: Int) -> Bool {
        state.withLock { state in
            guard state.open < limit else { return false }
            state.open += 1
            return true
        }
    }

    /// No connection came of what was reserved, or it is closed.
    func release() {
        state.withLock { $0.open -= 1 }
    }

    /// Gives a connection up to the table; from here on somebody else may take it. Put back first and rearm after: the
    /// other way round its event could find nothing here and be lost.
    func putBack(_ connection: Connection) {
        state.withLock { $0.waiting[connection.descriptor] = connection }
    }

    /// Takes a connection out.
    func take(_ descriptor: Int32) -> Connection? {
        state.withLock { $0.waiting.removeValue(forKey: descriptor) }
    }

    /// Takes all out that are of a kind.
    func take(where isWanted: (Connection) -> Bool) -> [Connection] {
        state.withLock { state in
            let wanted = state.waiting.values.filter(isWanted)
            for connection in wanted { state.waiting.removeValue(forKey: connection.descriptor) }
            return wanted
        }
    }

    /// Takes the one out that has waited longest of those that are of a kind.
    func takeOldest(where isWanted: (Connection) -> Bool) -> Connection? {
        state.withLock { state in
            let oldest = state.waiting.values.lazy.filter(isWanted).min { $0.since < $1.since }
            return oldest.flatMap { state.waiting.removeValue(forKey: $0.descriptor) }
        }
    }

    /// Closes a connection that the caller owns.
    func close(_ connection: Connection) {
        Glibc.close(connection.descriptor)
        release()
    }
}
