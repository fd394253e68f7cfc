import Synchronization

@testable import FastCGI

/// What one thread waits for and another opens. Waits end after ten seconds, so that a failing test is no hanging one.
final class Latch: Sendable {
    private let isOpen = Mutex(false)

    func open() { isOpen.withLock { $0 = true } }

    func wait() -> Bool { eventually { self.isOpen.withLock { $0 } } }
}

/// The events a server reported.
final class Journal: Sendable {
    private let entries = Mutex<[ConnectionEvent]>([])

    func add(_ event: ConnectionEvent) { entries.withLock { $0.append(event) } }

    var all: [String] { entries.withLock { $0.map(\.description) } }

    /// Whether an event that begins like this has been reported, or is in the next ten seconds.
    func hasEvent(_ beginning: String) -> Bool {
        eventually { self.all.contains { $0.hasPrefix(beginning) } }
    }
}

/// Whether this becomes true within ten seconds.
func eventually(_ condition: () -> Bool) -> Bool {
    let end = ContinuousClock.now + .seconds(10)
    while !condition() {
        guard ContinuousClock.now < end else { return false }
        _ = isReadable(-1, within: .milliseconds(1))
    }
    return true
}
