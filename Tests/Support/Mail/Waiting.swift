import Foundation
import Synchronization

/// What tests collect from other threads.
package final class Journal<Entry: Sendable>: Sendable {
    private let entries = Mutex<[Entry]>([])

    package init() {}

    package func add(_ entry: Entry) { entries.withLock { $0.append(entry) } }

    package var all: [Entry] { entries.withLock { $0 } }
}

package struct Disappointment: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) {
        self.description = description
    }
}

/// Waits for something that is bound to come; the limit only catches what hangs.
package func eventually<Value>(_ what: String, _ value: () -> Value?) throws -> Value {
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end {
        if let value = value() { return value }
        usleep(2_000)
    }
    throw Disappointment(description: "waited in vain for \(what)")
}
