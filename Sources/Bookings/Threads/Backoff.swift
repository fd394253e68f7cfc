/// How long to wait before the next try: twice as long each time up to a limit, and half of it chance, so that many who
/// lost the same server do not come back together.
struct Backoff {
    private let shortest: Duration
    private let longest: Duration
    private var current: Duration

    init(from shortest: Duration, to longest: Duration) {
        self.shortest = shortest
        self.longest = longest
        current = shortest
    }

    /// The next pause: between half of it and all of it.
    mutating func next() -> Duration {
        let pause = current
        current = min(current * 2, longest)
        return pause * Double.random(in: 0.5...1)
    }

    /// It worked: the next failure begins anew.
    mutating func reset() {
        current = shortest
    }
}
