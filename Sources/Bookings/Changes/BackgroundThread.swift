internal import Dispatch
internal import Foundation

/// A thread of the operating system for work that blocks, which Swift's own pool must never do.
struct BackgroundThread: Sendable {
    private let name: String
    private let running = DispatchGroup()

    init(name: String) {
        self.name = name
    }

    /// Runs `body` on a thread of its own. Once.
    func start(_ body: @escaping @Sendable () -> Void) {
        running.enter()
        let thread = Thread { [running] in
            body()
            running.leave()
        }
        thread.name = name
        // Enough for libpq; the default differs from machine to machine.
        thread.stackSize = 1_048_576
        thread.start()
    }

    /// Waits for its end; returns at once where it was never started.
    func join() {
        running.wait()
    }
}

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
