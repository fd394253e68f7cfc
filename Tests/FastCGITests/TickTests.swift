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

    /// A deadlock of all threads, as the watchdog is to see it; one thread that comes round is enough. Some may be
    /// parked when it begins.
    @Test(arguments: [Crew.unlimited(), Crew(upTo: 1)])
    func noTicksWhileNoThreadComesRound(crew: Crew) throws {
        let (ticks, goOn, path) = (Ticks(), Latch(), temporaryPath())
        var limits = Limits()
        limits.standstill = .milliseconds(200)
        let server = try Server(
            socket: .unix(path: path), threads: 2, crew: crew, limits: limits,
            onTick: { ticks.count.withLock { $0 += 1 } },
            makeResponder: { Answerer { _ in Response(status: goOn.wait() ? .ok : .internalServerError, body: []) } })
        let thread = try WorkerThread(name: "test-server") { try? server.run() }
        let stuck = try Peer(path: path)
        stuck.send(Wire.request())
        _ = isReadable(-1, within: .milliseconds(500))
        #expect(ticks.continue())
        let other = try Peer(path: path)
        other.send(Wire.request())
        #expect(eventually { !ticks.continue() })
        goOn.open()
        #expect(eventually { ticks.continue() })
        server.stop()
        thread.join()
    }
}

private final class Ticks: Sendable {
    let count = Mutex(0)

    /// Whether there are any within a second.
    func `continue`() -> Bool {
        let before = count.withLock { $0 }
        let end = ContinuousClock.now + .seconds(1)
        while ContinuousClock.now < end {
            if count.withLock({ $0 }) > before { return true }
            _ = isReadable(-1, within: .milliseconds(5))
        }
        return false
    }
}
