import HTTP
import Synchronization
import Testing

@testable import FastCGI

/// What a watchdog goes by.
@Suite struct TickTests {
    /// Nobody connects: the ticks come from the server's own thread, the first once it accepts, and end with it.
    @Test func aServerTicksWhileItRuns() throws {
        let ticks = Ticks()
        let server = try Server(
            socket: .unix(path: temporaryPath()), threads: 1, onTick: { ticks.count.withLock { $0 += 1 } },
            makeResponder: { Answerer { _ in Response(status: .ok, body: []) } })
        let thread = try WorkerThread(name: "test-server") { try? server.run() }
        #expect(eventually { ticks.count.withLock { $0 } >= 3 })
        server.stop()
        thread.join()
    }
}

private final class Ticks: Sendable {
    let count = Mutex(0)
}
