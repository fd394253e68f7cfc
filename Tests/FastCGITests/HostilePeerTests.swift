import Dispatch
import Glibc
import HTTP
import Synchronization
import Testing

@testable import FastCGI

/// Peers that are slow, broken or hostile. Whatever they do, one thread goes on serving everybody else.
@Suite struct HostilePeerTests {
    /// One thread: held by anybody, it would serve nobody.
    func makeServer(_ limits: Limits = Limits(), accept: @escaping Acceptance = systemAccept) throws -> RunningServer {
        try RunningServer(threads: 1, limits: limits, accept: accept) { Response(body: Array($0.target.utf8)) }
    }

    func expectServes(_ server: RunningServer) throws {
        #expect(try server.peer().exchange(Wire.request(target: "/alive")).text == "/alive")
    }

    @Test func garbageIsClosedAtOnce() throws {
        let server = try makeServer()
        let peer = try server.peer()
        peer.send(Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
        #expect(try peer.isClosedByServer())
        #expect(server.events.hasEvent("connection closed: the peer sent a record of a version"))
        try expectServes(server)
    }

    @Test func randomBytesHurtNobody() throws {
        let server = try makeServer(Limits(receiveTimeout: .milliseconds(100)))
        for size in [1, 7, 8, 9, 100, 10_000, 200_000] {
            let peer = try server.peer()
            // A valid version, lest the first byte settle it.
            peer.send([1] + (1..<size).map { _ in UInt8.random(in: 0 ... .max) })
            peer.closeSending()
            #expect(try peer.isClosedByServer())
        }
        try expectServes(server)
    }

    /// What nginx has given up on, and told its client so, is not done when its turn comes.
    @Test func whatItsSenderNoLongerWaitsForIsNotBegun() throws {
        let begun = Mutex<[String]>([])
        let gate = DispatchSemaphore(value: 0)
        let server = try RunningServer(threads: 1) { request in
            begun.withLock { $0.append(request.path) }
            if request.path == "/slow" { gate.wait() }
            return Response(body: Array(request.path.utf8))
        }
        let slow = try server.peer()
        slow.send(Wire.request(target: "/slow"))
        while begun.withLock({ $0.isEmpty }) { usleep(1_000) }
        var given: Peer? = try server.peer()
        given?.send(Wire.request(target: "/given-up"))
        let halfClosed = try server.peer()
        halfClosed.send(Wire.request(target: "/half-closed"))
        halfClosed.closeSending()
        given = nil
        gate.signal()
        #expect(try halfClosed.reply().text == "/half-closed")
        try expectServes(server)
        #expect(begun.withLock { $0 } == ["/slow", "/half-closed", "/alive"])
        #expect(server.events.hasEvent("the peer closed a connection"))
    }

    @Test func halfARequestAndSilenceHoldNoThread() throws {
        let server = try makeServer(Limits(receiveTimeout: .milliseconds(300)))
        let request = Wire.request(method: "POST", body: [1, 2, 3])
        let silent = try (1...20).map { number in
            let peer = try server.peer()
            peer.send(Array(request.prefix(number * 5)))
            return peer
        }
        try expectServes(server)
        for peer in silent { #expect(try peer.isClosedByServer()) }
        #expect(server.events.hasEvent("connection closed: a request stopped after 5 bytes"))
        try expectServes(server)
    }

    @Test func aDrippingPeerIsCutOffAtTheDeadline() throws {
        let server = try makeServer(Limits(receiveTimeout: .milliseconds(300)))
        let peer = try server.peer()
        let endless = Wire.begin() + Wire.record(4, Wire.pair("HTTP_A", String(repeating: "a", count: 30_000)))
        var sent = 0
        while sent < endless.count, peer.send([endless[sent]]) {
            sent += 1
            usleep(2_000)
        }
        #expect(sent < endless.count)
        #expect(server.events.hasEvent("connection closed: a request stopped after"))
        try expectServes(server)
    }

    @Test func aPeerThatGoesInTheMiddleOfARequestIsForgotten() throws {
        let answered = Mutex(0)
        let server = try RunningServer(threads: 1) { _ in
            answered.withLock { $0 += 1 }
            return Response()
        }
        for length in [3, 8, 20, 60] { try server.peer().send(Array(Wire.request(body: [1, 2]).prefix(length))) }
        #expect(server.events.hasEvent("the peer closed a connection 60 bytes into a request"))
        #expect(answered.withLock { $0 } == 0)
        #expect(try server.peer().exchange(Wire.request()).status == "200 OK")
    }

    @Test func aBodyThatEndsEarlyIsNotAnswered() throws {
        let answered = Mutex(0)
        let server = try RunningServer(threads: 1) { _ in
            answered.withLock { $0 += 1 }
            return Response()
        }
        let peer = try server.peer()
        peer.send(Wire.request(method: "POST", body: [1, 2], length: "3"))
        #expect(try peer.isClosedByServer())
        #expect(answered.withLock { $0 } == 0)
    }

    @Test func anAbortedRequestIsNotAnswered() throws {
        let server = try makeServer()
        let peer = try server.peer()
        peer.send(Wire.begin() + Wire.stream(4, Wire.parameters(length: "9")) + Wire.record(5, [1]) + Wire.record(2))
        #expect(try peer.isClosedByServer())
        #expect(server.events.hasEvent("connection closed: the peer sent an aborted request"))
    }

    @Test func aLateAbortLeavesTheConnectionUsable() throws {
        let server = try makeServer()
        let peer = try server.peer()
        _ = try peer.exchange(Wire.request())
        peer.send(Wire.record(2))
        #expect(try peer.exchange(Wire.request(target: "/next")).text == "/next")
    }

    @Test func aPeerThatLeavesBeforeItsAnswerIsReported() throws {
        let (arrived, left) = (Latch(), Latch())
        let server = try RunningServer(threads: 1) { _ in
            arrived.open()
            _ = left.wait()
            return Response(body: [UInt8](repeating: 1, count: 20_000))
        }
        try {
            let peer = try server.peer()
            peer.send(Wire.request([("REQUEST_ID", "r-1")]))
            withExtendedLifetime(peer) { #expect(arrived.wait()) }
        }()
        left.open()
        #expect(server.events.hasEvent("the answer to request r-1 was not taken"))
        #expect(try server.peer().exchange(Wire.request()).status == "200 OK")
    }

    @Test func aPeerThatNeverReadsHoldsItsThreadOnlyToTheDeadline() throws {
        let server = try RunningServer(threads: 1, limits: Limits(sendTimeout: .milliseconds(200))) {
            Response(body: $0.target == "/big" ? [UInt8](repeating: 1, count: 4_000_000) : [])
        }
        let peer = try server.peer()
        peer.send(Wire.request(target: "/big"))
        #expect(try server.peer().exchange(Wire.request()).status == "200 OK")
        #expect(server.events.all.contains { $0.contains("was not taken: send: Connection timed out") })
    }

    /// Each byte read makes room for another write; a timeout for a single write would never end this.
    @Test func aPeerThatReadsByDropsHoldsItsThreadOnlyToTheDeadline() throws {
        let server = try RunningServer(threads: 1, limits: Limits(sendTimeout: .milliseconds(400))) {
            Response(body: $0.target == "/big" ? [UInt8](repeating: 1, count: 20_000_000) : [])
        }
        let peer = try server.peer()
        peer.send(Wire.request(target: "/big"))
        var received = 0
        while let bytes = try peer.receive(8_192) {
            received += bytes.count
            usleep(10_000)
        }
        #expect(received < 20_000_000)
        #expect(try server.peer().exchange(Wire.request()).status == "200 OK")
    }

    @Test func valuesAreAnsweredTruthfully() throws {
        let server = try makeServer(Limits(maxConnections: 77))
        let peer = try server.peer()
        let names = ["FCGI_MPXS_CONNS", "FCGI_MAX_CONNS", "FCGI_OTHER"].flatMap { Wire.pair($0, "") }
        peer.send(Wire.record(9, id: 0, names))
        let answer = try #require(try peer.record())
        #expect(answer.type == 10)
        #expect(answer.id == 0)
        #expect(Set(pairs(answer.content)) == ["FCGI_MPXS_CONNS=0", "FCGI_MAX_CONNS=77"])
        #expect(try peer.exchange(Wire.request(target: "/next")).text == "/next")
    }

    /// In libfcgi 2.4.2 four of them overrun the stack.
    @Test func aHundredNamesInOneQueryAreAnswered() throws {
        let server = try makeServer()
        let peer = try server.peer()
        let names = (0..<100).flatMap { _ in Wire.pair("FCGI_MPXS_CONNS", "") }
        peer.send(Wire.record(9, id: 0, names))
        #expect(try peer.record()?.content.count == 18)
        #expect(try peer.exchange(Wire.request(target: "/next")).text == "/next")
    }

    @Test func unknownManagementRecordsAreAnsweredAsUnknown() throws {
        let server = try makeServer()
        let peer = try server.peer()
        peer.send(Wire.record(42, id: 0, [1, 2, 3]))
        #expect(try peer.record() == Peer.Record(type: 11, id: 0, content: [42, 0, 0, 0, 0, 0, 0, 0]))
        #expect(try peer.exchange(Wire.request(target: "/next")).text == "/next")
    }

    @Test(arguments: [2, 3, 9] as [UInt8])
    func otherRolesAreRefused(role: UInt8) throws {
        let server = try makeServer()
        let peer = try server.peer()
        peer.send(Wire.begin(role: role))
        #expect(try peer.record() == Peer.Record(type: 3, id: 1, content: [0, 0, 0, 0, 3, 0, 0, 0]))
        #expect(try peer.isClosedByServer())
    }

    /// In libfcgi 2.4.2 such a length ends the process where memory is limited.
    @Test func aLengthOfGigabytesIsRefused() throws {
        let server = try makeServer()
        let peer = try server.peer()
        peer.send(Wire.begin() + Wire.stream(4, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 65]))
        #expect(try peer.isClosedByServer())
        try expectServes(server)
    }

    @Test func parametersWithoutEndAreRefused() throws {
        let server = try makeServer()
        let peer = try server.peer()
        let pair = Wire.record(4, Wire.pair("HTTP_A", String(repeating: "a", count: 32_000)))
        peer.send(Wire.begin())
        #expect((0..<100).contains { _ in !peer.send(pair) })
        #expect(server.events.hasEvent("connection closed: the peer sent more parameters than the limit"))
        try expectServes(server)
    }

    @Test func aRequestInTooManyRecordsIsRefused() throws {
        let server = try makeServer(Limits(maxBodyBytes: 100_000))
        let peer = try server.peer()
        peer.send(Wire.request(body: [UInt8](repeating: 1, count: 100_000), chunk: 1))
        #expect(server.events.hasEvent("connection closed: the peer sent a request in too many small records"))
        try expectServes(server)
    }

    private func pairs(_ content: [UInt8]) -> [String] {
        var pairs: [String] = []
        var rest = content[...]
        while let nameLength = rest.popFirst(), let valueLength = rest.popFirst() {
            let name = rest.prefix(Int(nameLength))
            let value = rest.dropFirst(Int(nameLength)).prefix(Int(valueLength))
            pairs.append(String(decoding: name, as: UTF8.self) + "=" + String(decoding: value, as: UTF8.self))
            rest = rest.dropFirst(Int(nameLength) + Int(valueLength))
        }
        return pairs
    }
}
