/// A point in time after which a step has failed, and the limit it came from.
struct Deadline {
    let limit: Duration
    private let instant: ContinuousClock.Instant

    init(_ limit: Duration, from start: ContinuousClock.Instant = .now) {
        self.limit = limit
        instant = start + limit
    }

    var hasPassed: Bool { ContinuousClock.now >= instant }

    /// The one that comes first.
    static func earlier(_ one: Deadline, _ other: Deadline) -> Deadline {
        one.instant <= other.instant ? one : other
    }

    /// What is left in milliseconds, rounded up so as not to spin through the last one, and at most one second.
    var pollMilliseconds: Int32 {
        let left = ContinuousClock.now.duration(to: instant)
        guard left > .zero else { return 0 }
        guard left < .seconds(1) else { return 1_000 }
        return Int32(clamping: left.components.attoseconds / 1_000_000_000_000_000 + 1)
    }
}
