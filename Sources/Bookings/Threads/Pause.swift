internal import Foundation

/// Waiting on a thread that is allowed to.
enum Pause {
    /// Sleeps, in pieces of a tenth of a second, while nothing speaks against it.
    static func sleep(_ duration: Duration, unless isOver: () -> Bool) {
        let end = ContinuousClock.now + duration
        while !isOver() {
            let left = ContinuousClock.now.duration(to: end)
            guard left > .zero else { return }
            sleep(min(left, .milliseconds(100)))
        }
    }

    static func sleep(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        Thread.sleep(forTimeInterval: Double(seconds) + Double(attoseconds) / 1e18)
    }
}
