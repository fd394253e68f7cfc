import Synchronization

/// Whether a thread comes round: it says when it begins to deal with an event and when it is through.
final class Turns: Sendable {
    /// Odd while it deals with one.
    private let count = Atomic(0)

    func begin() { count.add(1, ordering: .relaxed) }

    func end() { count.add(1, ordering: .relaxed) }

    var reading: Int { count.load(ordering: .relaxed) }

    /// Whether the thread was dealing with an event when this was read.
    static func isBusy(_ reading: Int) -> Bool { !reading.isMultiple(of: 2) }
}

/// Notices that no thread gets through with anything any more: a deadlock, or a wait that has no end. One thread that
/// is free, or gets through, is enough to go on; parked ones are free, since `Stragglers` sees to it that they listen
/// when nobody else does.
struct Standstill {
    private let threads: [Turns]
    private let limit: Duration
    private var seen: [Int]
    private var since: ContinuousClock.Instant

    init(of threads: [Turns], after limit: Duration, now: ContinuousClock.Instant = .now) {
        self.threads = threads
        self.limit = limit
        seen = threads.map(\.reading)
        since = now
    }

    /// Whether all threads have been busy with the same for longer than the limit; to be asked again and again.
    mutating func isReached(at now: ContinuousClock.Instant) -> Bool {
        let readings = threads.map(\.reading)
        if readings != seen || !readings.allSatisfy(Turns.isBusy) {
            (seen, since) = (readings, now)
        }
        return now - since > limit
    }
}
