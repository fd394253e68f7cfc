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
        // Enough for libpq, and for libcurl with TLS; the default differs from machine to machine.
        thread.stackSize = 1_048_576
        thread.start()
    }

    /// Waits for its end; returns at once where it was never started.
    func join() {
        running.wait()
    }
}
