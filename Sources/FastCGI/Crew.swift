import Dispatch
import Synchronization

/// Keeps no more threads up than there are processors to run them (leader and followers, with as many leaders).
///
/// A thread that waits for the next event is woken by the kernel though another, already running, would have taken the
/// event a few microseconds later. On two processors eight such threads answered 24 000 polls a second with 38 µs of
/// processor time each, two of them 49 000 with 14 µs. So a thread that is through with a request waits for the next
/// only if few enough others are up, and parks otherwise. One that has to wait for something else, such as a database,
/// says so, and does not count meanwhile. One that waits without saying so is noticed (`Stragglers`), and from then on
/// does not count either.
///
/// What must never be: an event that nobody takes though a thread is parked. Whenever nobody listens any more and fewer
/// are up than may be, one of the parked is sent to listen.
public final class Crew: Sendable {
    private struct State {
        /// Wait for an event.
        var listening = 0
        /// Deal with one, and have not said that they wait for anything else.
        var running = 0
        /// Of these, how many are taken to wait all the same.
        var stuck = 0
        /// Deal with one, and have said that they wait.
        var resting = 0
        var parked = 0

        func hasRoom(upTo limit: Int) -> Bool { listening + running - stuck < limit }
    }

    private let limit: Int
    private let state = Mutex(State())
    private let parking = DispatchSemaphore(value: 0)

    /// At most so many are up, at least 1.
    public init(upTo limit: Int) {
        self.limit = max(1, limit)
    }

    /// For responders that do not say when they wait: nobody ever parks.
    public static func unlimited() -> Crew { Crew(upTo: .max) }

    /// The calling thread, which serves a request, is about to wait.
    public func rest() {
        change { ($0.running, $0.resting) = ($0.running - 1, $0.resting + 1) }
    }

    /// It has waited, and goes on.
    public func resume() {
        change { ($0.running, $0.resting) = ($0.running + 1, $0.resting - 1) }
    }

    /// So many threads have been dealing with the same event for long, whether they have said that they wait or not.
    func replace(slow: Int) {
        change { $0.stuck = max(0, slow - $0.resting) }
    }

    /// A thread has come; it runs.
    func join() {
        change { $0.running += 1 }
    }

    /// A thread that runs goes for good.
    func leave() {
        change { $0.running -= 1 }
    }

    /// Waits for an event, once it is this thread's turn; afterwards it runs again.
    func listen<Event>(_ wait: () throws(SystemError) -> Event) throws(SystemError) -> Event {
        if !mayListen() { parking.wait() }
        defer { change { ($0.listening, $0.running) = ($0.listening - 1, $0.running + 1) } }
        return try wait()
    }

    /// Whether the thread may listen at once. If not, whoever wakes it has counted it as listening.
    private func mayListen() -> Bool {
        state.withLock { state in
            state.running -= 1
            guard state.hasRoom(upTo: limit) else {
                state.parked += 1
                return false
            }
            state.listening += 1
            return true
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let isOneNeeded = state.withLock { state in
            body(&state)
            guard state.listening == 0, state.hasRoom(upTo: limit), state.parked > 0 else { return false }
            state.parked -= 1
            state.listening += 1
            return true
        }
        if isOneNeeded { parking.signal() }
    }
}
