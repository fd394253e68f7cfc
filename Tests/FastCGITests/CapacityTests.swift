import Glibc
import HTTP
import Synchronization
import Testing

@testable import FastCGI

@Suite struct CapacityTests {
    /// Limits under which a new connection may be closed for another at once.
    func limits(maxConnections: Int, freshGrace: Duration = .zero) -> Limits {
        var limits = Limits(maxConnections: maxConnections)
        limits.freshGrace = freshGrace
        return limits
    }

    @Test func atTheLimitTheLongestIdleMakesRoom() throws {
        let server = try RunningServer(threads: 1, limits: limits(maxConnections: 3)) { _ in Response() }
        let peers = try (0..<3).map { _ in try server.peer() }
        for peer in peers { _ = try peer.exchange(Wire.request()) }
        _ = try peers[0].exchange(Wire.request())
        let late = try server.peer()
        #expect(try late.exchange(Wire.request()).status == "200 OK")
        #expect(try peers[1].isClosedByServer())
        #expect(try peers[2].exchange(Wire.request()).status == "200 OK")
        #expect(try peers[0].exchange(Wire.request()).status == "200 OK")
    }

    @Test func withAllBusyNewConnectionsWait() throws {
        let goOn = Latch()
        let arrived = Mutex(0)
        let server = try RunningServer(threads: 3, limits: limits(maxConnections: 2)) { request in
            guard request.target == "/slow" else { return Response() }
            arrived.withLock { $0 += 1 }
            _ = goOn.wait()
            return Response()
        }
        let busy = try (0..<2).map { _ in
            let peer = try server.peer()
            peer.send(Wire.request(target: "/slow"))
            return peer
        }
        #expect(eventually { arrived.withLock { $0 } == 2 })
        let late = try server.peer()
        late.send(Wire.request())
        #expect(server.events.hasEvent("all 2 connections are busy"))
        goOn.open()
        #expect(try late.reply().status == "200 OK")
        _ = busy
    }

    /// Out of descriptors, the listening socket stays readable: the thread must neither end nor spin.
    @Test func withoutDescriptorsNewConnectionsWait() throws {
        let attempts = Mutex(0)
        let isShort = Mutex(true)
        let server = try RunningServer(threads: 2) { listener in
            attempts.withLock { $0 += 1 }
            guard isShort.withLock({ $0 }) else { return systemAccept(listener) }
            errno = EMFILE
            return -1
        } _: { _ in
            Response()
        }
        let peer = try server.peer()
        peer.send(Wire.request())
        #expect(server.events.hasEvent("a new connection has to wait: accept4: Too many open files"))
        usleep(300_000)
        // A tick is an eighth of a second here: a handful of attempts, where spinning would make a hundred thousand.
        #expect(attempts.withLock { $0 } < 50)
        isShort.withLock { $0 = false }
        #expect(try peer.reply().status == "200 OK")
    }

    @Test func aFloodOfConnectionsIsSurvived() throws {
        let server = try RunningServer(threads: 2, limits: limits(maxConnections: 20)) { _ in Response() }
        for _ in 0..<20 {
            let flood = try (0..<50).map { _ in try server.peer() }
            for peer in flood.suffix(5) { _ = try peer.exchange(Wire.request()) }
        }
        #expect(try server.peer().exchange(Wire.request()).status == "200 OK")
    }
}
