import HTTP
import Synchronization
import Testing

/// What was changed when, and what polls have answered: to see that none of them was older than it may be, and none
/// went back.
final class Ledger: Sendable {
    private struct Commit {
        let at: ContinuousClock.Instant
        let ts: Int64
    }

    private struct Answer {
        let asked: ContinuousClock.Instant
        let ts: Int64
    }

    private struct Poller: Hashable {
        let worker: Int
        let profile: Int64
    }

    private struct State {
        var commits: [Int64: [Commit]] = [:]
        var answers: [Poller: [Answer]] = [:]
    }

    private let state = Mutex(State())

    /// How many changes there were.
    var changes: Int {
        state.withLock { $0.commits.values.map(\.count).reduce(0, +) }
    }

    /// How many polls were answered.
    var polls: Int {
        state.withLock { $0.answers.values.map(\.count).reduce(0, +) }
    }

    /// A change has been committed by now, and the clock had come to this.
    func changed(_ profile: Int64, to ts: Int64) {
        state.withLock { $0.commits[profile, default: []].append(Commit(at: .now, ts: ts)) }
    }

    /// A worker has answered a poll. Polls of one worker about one profile follow each other.
    func polled(_ worker: Int, _ profile: Int64, asked: ContinuousClock.Instant, ts: Int64) {
        state.withLock {
            $0.answers[Poller(worker: worker, profile: profile), default: []].append(Answer(asked: asked, ts: ts))
        }
    }

    /// Every answer shows all that was committed so long before it was asked for.
    func check(within bound: Duration) {
        let state = state.withLock { $0 }
        for (poller, answers) in state.answers {
            var commits = (state.commits[poller.profile] ?? []).sorted { $0.at < $1.at }[...]
            var due = Int64.min
            var last = Int64.min
            for answer in answers {
                while let next = commits.first, next.at + bound <= answer.asked {
                    due = max(due, next.ts)
                    commits.removeFirst()
                }
                #expect(answer.ts >= due, "worker \(poller.worker) was behind by \(due - answer.ts)")
                #expect(answer.ts >= last, "worker \(poller.worker) went back by \(last - answer.ts)")
                last = answer.ts
            }
        }
    }
}
