internal import Dispatch
internal import Synchronization

/// Wakes threads that wait for work. A ring that nobody waits for is kept for the next one who does.
final class Bell: Sendable {
    private struct State {
        var waiting = 0
        var hasRung = false
        var isStuck = false
    }

    private let state = Mutex(State())
    private let semaphore = DispatchSemaphore(value: 0)

    /// Wakes all who wait.
    func ring() {
        wake { $0.hasRung = $0.waiting == 0 }
    }

    /// Wakes all who wait, and all who ever will: for the end.
    func ringForEver() {
        wake { $0.isStuck = true }
    }

    /// Waits for a ring, at most so long.
    func wait(atMost limit: Duration) {
        let mayRest = state.withLock { state in
            if state.hasRung || state.isStuck {
                state.hasRung = false
                return false
            }
            state.waiting += 1
            return true
        }
        guard mayRest else { return }
        let (seconds, attoseconds) = limit.components
        let time = DispatchTime.now() + .seconds(Int(seconds)) + .nanoseconds(Int(attoseconds / 1_000_000_000))
        guard semaphore.wait(timeout: time) == .timedOut else { return }
        // Nobody has rung for this one; should somebody do just now, the signal wakes the next one early.
        state.withLock { $0.waiting = max(0, $0.waiting - 1) }
    }

    private func wake(_ note: (inout State) -> Void) {
        let waiting = state.withLock { state in
            note(&state)
            defer { state.waiting = 0 }
            return state.waiting
        }
        for _ in 0..<waiting { semaphore.signal() }
    }
}
