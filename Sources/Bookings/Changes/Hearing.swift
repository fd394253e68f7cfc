internal import Synchronization

/// Until when this process may believe that it has heard of every change. Past that it is blind, and asks the database.
final class Hearing: Sendable {
    private let start = ContinuousClock.now
    /// Nanoseconds after `start`. The clock goes on while the machine sleeps: what wakes up is blind.
    private let deadline = Atomic<Int64>(.min)
    /// Nanoseconds after `start`, of which everything before was heard; `start` itself at first.
    private let heard = Atomic<Int64>(0)

    /// Whether what is remembered may be believed.
    var isFresh: Bool {
        start.duration(to: .now).wholeNanoseconds < deadline.load(ordering: .acquiring)
    }

    /// All changes that were committed before `began` have been heard of, so that what is remembered is believed until
    /// a while after it.
    func believe(until instant: ContinuousClock.Instant, since began: ContinuousClock.Instant = .now) {
        heard.store(start.duration(to: began).wholeNanoseconds, ordering: .relaxed)
        deadline.store(start.duration(to: instant).wholeNanoseconds, ordering: .releasing)
    }

    /// How long ago it was that everything had been heard of: half a second or less while this process listens.
    var lag: Duration {
        start.duration(to: .now) - .nanoseconds(heard.load(ordering: .relaxed))
    }
}
