import HTTP
import Synchronization
import Testing

@testable import FastCGI

@Suite struct ServerTests {
    @Test func aKeptConnectionServesManyRequests() throws {
        let served = Mutex(0)
        let server = try RunningServer { request in
            served.withLock { $0 += 1 }
            return Response(body: Array("\(request.method) \(request.target)".utf8))
        }
        let peer = try server.peer()
        for number in 1...500 {
            peer.send(Wire.request(target: "/\(number)", id: number))
            let reply = try peer.reply(to: number)
            #expect(reply.status == "200 OK")
            #expect(reply.text == "GET /\(number)")
        }
        #expect(served.withLock { $0 } == 500)
        #expect(server.events.all == [])
    }

    @Test func aConnectionThatIsNotToBeKeptIsClosed() throws {
        let server = try RunningServer { _ in Response() }
        let peer = try server.peer()
        #expect(try peer.exchange(Wire.request(keep: false)).status == "200 OK")
        #expect(try peer.isClosedByServer())
    }

    @Test func theRequestIsWhatTheParametersSay() throws {
        let seen = Mutex<Request?>(nil)
        let server = try RunningServer { request in
            seen.withLock { $0 = request }
            return Response()
        }
        let body: [UInt8] = Array(#"{"a": 1}"#.utf8)
        let more = [
            ("CONTENT_TYPE", "application/json"), ("HTTP_CONTENT_TYPE", "application/json"),
            ("HTTP_CONTENT_LENGTH", "8"), ("HTTP_IF_NONE_MATCH", "\"7\""), ("HTTP_X_EMPTY", ""),
            ("HTTP_EQUALS", "a=b=c"), ("REQUEST_ID", "0123456789abcdef"), ("SCRIPT_NAME", "/ignored"), ("", "nameless"),
        ]
        _ = try server.peer().exchange(
            Wire.request(method: "POST", target: "/a%20b?c=d?e", body: body, more))
        let request = try #require(seen.withLock { $0 })
        #expect(request.method == .post)
        #expect(request.target == "/a%20b?c=d?e")
        #expect(request.path == "/a%20b")
        #expect(request.query == "c=d?e")
        #expect(request.body == body)
        #expect(request.id.description == "0123456789abcdef")
        let fields = request.headers.map { "\($0.name): \($0.value)" }
        #expect(
            fields == [
                "content-length: 8", "content-type: application/json", "if-none-match: \"7\"", "x-empty: ",
                "equals: a=b=c",
            ])
    }

    /// Those of the target keep their value, in the form that a target has for it.
    @Test func bytesThatAreNotUTF8AreReplaced() throws {
        let server = try RunningServer { Response(body: Array("\($0.target) \($0.headers["x-a"] ?? "")".utf8)) }
        let parameters =
            Wire.pair("REQUEST_METHOD", "GET")
            + Wire.pair(Array("REQUEST_URI".utf8), [0x2F, 0xFF, 0xC3])
            + Wire.pair(Array("HTTP_X_A".utf8), [0xED, 0xA0, 0x80])
            + Wire.pair([0xFE, 0x80], [0xFF])
        let reply = try server.peer().exchange(Wire.begin() + Wire.stream(4, parameters) + Wire.stream(5, []))
        #expect(reply.text.hasPrefix("/%FF%C3 \u{FFFD}"))
    }

    /// A record holds 65 528 bytes.
    @Test(arguments: [0, 1, 20_000, 65_527, 65_528, 65_529, 65_536, 131_056, 131_057, 300_000])
    func anAnswerOfAnySizeArrivesWhole(size: Int) throws {
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let server = try RunningServer { _ in Response(headers: ["X-Request-Id": "r"], body: body) }
        let peer = try server.peer()
        for _ in 0..<3 {
            let reply = try peer.exchange(Wire.request())
            #expect(reply.fields == ["X-Request-Id": "r", "Content-Length": String(size)])
            #expect(reply.body == body)
        }
    }

    @Test(arguments: [1, 8_000, 8_184, 8_192, 8_193, 40_000, 65_535, 65_536])
    func aBodyOfAnySizeUpToTheLimitArrivesWhole(size: Int) throws {
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 17) }
        let server = try RunningServer { Response(body: $0.body) }
        let peer = try server.peer()
        for chunk in [32_768, 65_535, 1_000] {
            #expect(try peer.exchange(Wire.request(method: "PUT", body: body, chunk: chunk)).body == body)
        }
        #expect(server.events.all == [])
    }

    @Test func anAnswerToHEADHasTheLengthButNoBody() throws {
        let server = try RunningServer { _ in Response(body: [1, 2, 3]) }
        let peer = try server.peer()
        let reply = try peer.exchange(Wire.request(method: "HEAD"))
        #expect(reply == Peer.Reply(status: "200 OK", fields: ["Content-Length": "3"], body: []))
        #expect(try peer.exchange(Wire.request()).body == [1, 2, 3])
    }

    @Test func notModifiedHasNoBody() throws {
        let server = try RunningServer { _ in
            Response(status: .notModified, headers: ["ETag": "\"1\""], body: [1, 2, 3])
        }
        let reply = try server.peer().exchange(Wire.request())
        #expect(reply == Peer.Reply(status: "304 Not Modified", fields: ["ETag": "\"1\""], body: []))
    }

    @Test func idleConnectionsStarveNobody() throws {
        let server = try RunningServer(threads: 2) { Response(body: Array($0.target.utf8)) }
        let idle = try (0..<200).map { _ in try server.peer() }
        for (number, peer) in idle.enumerated() {
            #expect(try peer.exchange(Wire.request(target: "/\(number)")).text == "/\(number)")
        }
        let other = try server.peer()
        #expect(try other.exchange(Wire.request(target: "/other")).text == "/other")
        for peer in idle.reversed() { #expect(try peer.exchange(Wire.request(target: "/again")).text == "/again") }
    }

    @Test func threadsAnswerSideBySideEachWithItsOwnResponder() throws {
        let made = Mutex(0)
        let bothHere = Latch()
        let arrived = Mutex(0)
        let server = try RunningServer(threads: 2) {
            made.withLock { $0 += 1 }
            return Answerer { _ in
                arrived.withLock { $0 += 1 }
                if arrived.withLock({ $0 }) == 2 { bothHere.open() }
                return Response(status: bothHere.wait() ? .ok : .serviceUnavailable)
            }
        }
        let (first, second) = (try server.peer(), try server.peer())
        first.send(Wire.request())
        second.send(Wire.request())
        #expect(try first.reply().status == "200 OK")
        #expect(try second.reply().status == "200 OK")
        #expect(made.withLock { $0 } == 2)
    }

    @Test func aRequestInManySmallWritesIsServed() throws {
        let server = try RunningServer(threads: 1) { Response(body: $0.body) }
        let peer = try server.peer()
        let body = [UInt8](repeating: 7, count: 300)
        for byte in Wire.request(method: "POST", body: body) { peer.send([byte]) }
        #expect(try peer.reply().body == body)
    }

    @Test func requestsSentWithoutWaitingAreAnsweredInOrder() throws {
        let server = try RunningServer { Response(body: Array($0.target.utf8)) }
        let peer = try server.peer()
        peer.send((1...50).flatMap { Wire.request(target: "/\($0)", id: $0) })
        for number in 1...50 { #expect(try peer.reply(to: number).text == "/\(number)") }
    }

    @Test func aRequestWithoutMethodOrTargetIsRefused() throws {
        let server = try RunningServer { _ in Response() }
        let peer = try server.peer()
        for parameters in [[], Wire.pair("REQUEST_METHOD", "GET"), Wire.pair("REQUEST_URI", "/")] {
            let reply = try peer.exchange(Wire.begin() + Wire.stream(4, parameters) + Wire.stream(5, []))
            #expect(reply.status == "400 Bad Request")
        }
    }

    @Test func aBodyOverTheLimitIsRefusedWith413() throws {
        let server = try RunningServer(limits: Limits(maxBodyBytes: 1_000)) { _ in Response() }
        let peer = try server.peer()
        let body = [UInt8](repeating: 1, count: 1_001)
        let reply = try peer.exchange(Wire.request(method: "POST", target: "/big", body: body))
        #expect(reply.status == "413 Content Too Large")
        #expect(reply.text == "refused /big")
        #expect(try peer.isClosedByServer())
    }

    /// nginx goes on sending while it is answered; closed too early it would make a 502 of the 413.
    @Test func aRefusedBodyIsReadToItsEnd() throws {
        let server = try RunningServer { _ in Response() }
        let peer = try server.peer()
        #expect(peer.send(Wire.request(method: "POST", body: [UInt8](repeating: 1, count: 4_000_000))))
        #expect(try peer.reply().status == "413 Content Too Large")
        #expect(try server.peer().exchange(Wire.request()).status == "200 OK")
    }

    @Test(arguments: ["x", "-5"])
    func aMalformedLengthIsRefusedWith400(length: String) throws {
        let server = try RunningServer { _ in Response() }
        let reply = try server.peer().exchange(Wire.request(method: "POST", body: [1], length: length))
        #expect(reply.status == "400 Bad Request")
        #expect(reply.text == "refused /")
    }
}
