/// Finds the threads that wait without saying so to their crew, as on a log that nobody reads: without this, as many of
/// them as may be up would keep all others parked.
struct Stragglers {
    /// How long a thread may deal with one event before others take its place. Most take a thousandth of that.
    private static let patience = Duration.milliseconds(250)

    private let threads: [Turns]
    private let crew: Crew
    private var seen: [Int]
    private var since: ContinuousClock.Instant

    init(among threads: [Turns], of crew: Crew, now: ContinuousClock.Instant = .now) {
        self.threads = threads
        self.crew = crew
        seen = threads.map(\.reading)
        since = now
    }

    /// To be called again and again, as often as one likes.
    mutating func look(at now: ContinuousClock.Instant) {
        guard now - since >= Self.patience else { return }
        let readings = threads.map(\.reading)
        crew.replace(slow: zip(seen, readings).count { $0 == $1 && Turns.isBusy($0) })
        (seen, since) = (readings, now)
    }
}
