internal import Synchronization

/// Whether the notifier's threads get anywhere: when each of them came round last.
final class SenderRounds: Sendable {
    /// One thread's way to say that it comes round.
    struct Progress: Sendable {
        fileprivate let rounds: SenderRounds
        fileprivate let index: Int

        /// A round begins. It counts while the database is away, too: a process that is started anew would find it no
        /// sooner.
        func cameRound() {
            rounds.state.withLock { $0.last[index] = .now }
        }

        /// The outbox has been asked, whether it had something or not.
        func claimed() {
            rounds.state.withLock { $0.hasClaimed = true }
        }
    }

    private struct State {
        var last: [ContinuousClock.Instant]
        var hasClaimed = false
    }

    private let bound: Duration
    private let state: Mutex<State>

    /// - Parameters:
    ///   - senders: how many threads there are, at least 1.
    ///   - bound: how long a round may take.
    init(senders: Int, bound: Duration) {
        self.bound = bound
        state = Mutex(State(last: Array(repeating: .now, count: senders)))
    }

    /// For the sender of this index, from 0.
    func progress(of index: Int) -> Progress {
        Progress(rounds: self, index: index)
    }

    /// Whether messages are claimed, and no thread is longer under way than a round may take.
    var areTurning: Bool {
        state.withLock { state in
            state.hasClaimed && state.last.allSatisfy { $0.duration(to: .now) <= bound }
        }
    }
}
