import Glibc
import HTTP
import Synchronization
import Testing

@testable import FastCGI

@Suite struct StopTests {
    /// Answers when it is let.
    func makeServer(threads: Int, arrived: Latch, goOn: Latch) throws -> RunningServer {
        try RunningServer(threads: threads) { request in
            if request.target == "/slow" {
                arrived.open()
                _ = goOn.wait()
            }
            return Response(body: Array(request.target.utf8))
        }
    }

    func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    @Test func aStopInTheMiddleOfARequestLetsItsAnswerArrive() throws {
        let (arrived, goOn) = (Latch(), Latch())
        let server = try makeServer(threads: 1, arrived: arrived, goOn: goOn)
        let peer = try server.peer()
        peer.send(Wire.request(target: "/slow"))
        #expect(arrived.wait())
        server.beginStop()
        #expect(eventually { !exists(server.path) })
        goOn.open()
        #expect(try peer.reply().text == "/slow")
        #expect(try peer.isClosedByServer())
        #expect(try server.waitForEnd())
    }

    @Test func requestsAlreadyInTheirBuffersAreServed() throws {
        let (arrived, goOn) = (Latch(), Latch())
        let server = try makeServer(threads: 1, arrived: arrived, goOn: goOn)
        let kept = try (0..<30).map { _ in try server.peer() }
        for peer in kept { _ = try peer.exchange(Wire.request()) }
        let slow = try server.peer()
        slow.send(Wire.request(target: "/slow"))
        #expect(arrived.wait())
        for (number, peer) in kept.enumerated() { peer.send(Wire.request(target: "/\(number)")) }
        // Connected, but not accepted yet: nobody else would serve it.
        let waiting = try server.peer()
        waiting.send(Wire.request(target: "/waiting"))
        server.beginStop()
        goOn.open()
        #expect(try slow.reply().text == "/slow")
        for (number, peer) in kept.enumerated() { #expect(try peer.reply().text == "/\(number)") }
        #expect(try waiting.reply().text == "/waiting")
        #expect(try server.waitForEnd())
        #expect(server.events.all == [])
    }

    @Test func halfARequestIsWaitedForAndAnswered() throws {
        let server = try RunningServer { Response(body: $0.body) }
        let peer = try server.peer()
        let request = Wire.request(method: "POST", body: [1, 2, 3])
        peer.send(Array(request.prefix(20)))
        #expect(try server.peer().exchange(Wire.request()).status == "200 OK")
        server.beginStop()
        #expect(eventually { !exists(server.path) })
        peer.send(Array(request.dropFirst(20)))
        #expect(try peer.reply().body == [1, 2, 3])
        #expect(try server.waitForEnd())
    }

    /// A front server connects, then writes: between the two a POST must not be lost.
    @Test func aConnectionJustMadeMayStillSendItsRequest() throws {
        let server = try RunningServer { _ in Response() }
        let peer = try server.peer()
        server.beginStop()
        #expect(eventually { !exists(server.path) })
        peer.send(Wire.request())
        #expect(try peer.reply().status == "200 OK")
        #expect(try server.waitForEnd())
    }

    @Test func idleConnectionsAreClosed() throws {
        let server = try RunningServer { _ in Response() }
        let peers = try (0..<20).map { _ in try server.peer() }
        for peer in peers { _ = try peer.exchange(Wire.request()) }
        #expect(try server.stop())
        for peer in peers { #expect(try peer.isClosedByServer()) }
        #expect(!exists(server.path))
    }

    @Test func aBusyKeptConnectionDoesNotKeepTheServerUp() throws {
        let server = try RunningServer { _ in Response() }
        let answered = Mutex(0)
        let peer = try server.peer()
        _ = try peer.exchange(Wire.request())
        let client = try WorkerThread(name: "client") {
            while peer.send(Wire.request()), (try? peer.reply()) != nil { answered.withLock { $0 += 1 } }
        }
        #expect(eventually { answered.withLock { $0 } > 100 })
        #expect(try server.stop())
        client.join()
    }

    @Test func aServerStoppedBeforeItRunsReturnsAtOnce() throws {
        let path = temporaryPath()
        let server = try Server(socket: .unix(path: path), threads: 2) { Answerer { _ in Response() } }
        server.stop()
        try server.run()
        try server.run()
        #expect(!exists(path))
    }

    @Test func anInheritedSocketIsLeftToTheNext() throws {
        let path = temporaryPath()
        let shared = try ListeningSocket.unix(path: path)
        let server = try Server(socket: .inherited(descriptor: shared.descriptor), threads: 2) {
            Answerer { _ in Response() }
        }
        let thread = try WorkerThread(name: "test-server") { try? server.run() }
        #expect(try Peer(path: path).exchange(Wire.request()).status == "200 OK")
        server.stop()
        thread.join()
        let late = try Peer(path: path)
        let isWaiting = shared.hasBacklog
        #expect(isWaiting)
        _ = late
    }

    @Test func aResponderThatCannotBeMadeIsThrownByRun() throws {
        struct Refused: Error {}
        let mayFail = Latch()
        let server = try RunningServer(threads: 3) {
            _ = mayFail.wait()
            throw Refused()
        }
        // Somebody waits whom nobody will serve.
        let peer = try server.peer()
        peer.send(Wire.request())
        mayFail.open()
        #expect(throws: Refused.self) { try server.waitForEnd() }
    }

    @Test func theLargestLimitsCanBeHad() throws {
        let server = try RunningServer(limits: Limits(maxBodyBytes: 262_144, maxHeadBytes: 262_144)) { _ in Response() }
        #expect(try server.peer().exchange(Wire.request()).status == "200 OK")
    }
}
