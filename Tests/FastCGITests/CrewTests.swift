import Glibc
import HTTP
import Synchronization
import Testing

@testable import FastCGI

/// Few threads are up at once; but what has come is always taken.
@Suite struct CrewTests {
    /// Of eight clients at once, on eight threads.
    @Test(arguments: [1, 2, 3])
    func noMoreAreUpThanMayBe(limit: Int) throws {
        let up = Count()
        let server = try RunningServer(threads: 8, crew: Crew(upTo: limit)) { _ in
            up.add(1)
            usleep(2_000)
            up.add(-1)
            return Response()
        }
        let peers = try (0..<8).map { _ in try server.peer() }
        for _ in 0..<10 {
            for peer in peers { peer.send(Wire.request()) }
            for peer in peers { #expect(try peer.reply().status == "200 OK") }
        }
        #expect(up.highest == limit)
    }

    @Test func whoeverRestsMakesRoomForTheNext() throws {
        let crew = Crew(upTo: 1)
        let (resting, goOn) = (Count(), Latch())
        let server = try RunningServer(threads: 4, crew: crew) { request in
            if request.target == "/slow" {
                crew.rest()
                resting.add(1)
                _ = goOn.wait()
                crew.resume()
            }
            return Response(body: Array(request.target.utf8))
        }
        let slow = try (0..<3).map { _ in try server.peer() }
        for peer in slow { peer.send(Wire.request(target: "/slow")) }
        #expect(eventually { resting.highest == 3 })
        let peer = try server.peer()
        for _ in 0..<5 { #expect(try peer.exchange(Wire.request(target: "/quick")).text == "/quick") }
        goOn.open()
        for peer in slow { #expect(try peer.reply().text == "/slow") }
        for _ in 0..<5 { #expect(try peer.exchange(Wire.request(target: "/quick")).text == "/quick") }
        #expect(try server.stop())
    }

    @Test func aPeerThatDoesNotReadTakesNobodysPlace() throws {
        let server = try RunningServer(threads: 2, crew: Crew(upTo: 1)) {
            Response(body: $0.target == "/big" ? [UInt8](repeating: 1, count: 4_000_000) : [])
        }
        let silent = try server.peer()
        silent.send(Wire.request(target: "/big"))
        let began = ContinuousClock.now
        let peer = try server.peer()
        for _ in 0..<5 { #expect(try peer.exchange(Wire.request()).status == "200 OK") }
        #expect(began.duration(to: .now) < Limits().sendTimeout)
        #expect(try silent.reply().body.count == 4_000_000)
    }

    /// Thousands of events, each of them dealt with by chance: at once, after a rest, or after several.
    @Test(arguments: [1, 2, 3])
    func noEventIsLeftLying(limit: Int) throws {
        let crew = Crew(upTo: limit)
        let server = try RunningServer(threads: 6, crew: crew) { request in
            for _ in 0..<Int.random(in: 0...2) {
                crew.rest()
                usleep(.random(in: 0...100))
                crew.resume()
            }
            return Response(body: Array(request.target.utf8))
        }
        let answered = Count()
        let clients = try (0..<12).map { number in
            try WorkerThread(name: "test-client") {
                guard let peer = try? server.peer() else { return }
                for target in (0..<300).map({ "/\(number)/\($0)" }) {
                    guard (try? peer.exchange(Wire.request(target: target)).text) == target else { return }
                    answered.add(1)
                }
            }
        }
        for client in clients { client.join() }
        #expect(answered.highest == 12 * 300)
        #expect(try server.stop())
    }

    /// As one that writes to a log which nobody reads.
    @Test(arguments: [1, 2])
    func whoWaitsWithoutSayingSoTakesNobodysPlaceForLong(limit: Int) throws {
        let goOn = Latch()
        let server = try RunningServer(threads: limit + 2, crew: Crew(upTo: limit)) { request in
            if request.target == "/stuck" { _ = goOn.wait() }
            return Response(body: Array(request.target.utf8))
        }
        let stuck = try (0...limit).map { _ in try server.peer() }
        for peer in stuck { peer.send(Wire.request(target: "/stuck")) }
        let began = ContinuousClock.now
        let peer = try server.peer()
        for _ in 0..<50 { #expect(try peer.exchange(Wire.request(target: "/quick")).text == "/quick") }
        #expect(began.duration(to: .now) < .seconds(5), "they are not missed each time")
        goOn.open()
        for peer in stuck { #expect(try peer.reply().text == "/stuck") }
        #expect(try server.stop())
    }

    @Test func whoIsParkedAnswersOnTheWayOutWhatOthersAreStuckIn() throws {
        let (entered, goOn) = (Count(), Latch())
        let server = try RunningServer(threads: 3, crew: Crew(upTo: 1)) { request in
            if request.target == "/stuck" {
                entered.add(1)
                _ = goOn.wait()
            }
            return Response(body: Array(request.target.utf8))
        }
        let stuck = try server.peer()
        stuck.send(Wire.request(target: "/stuck"))
        #expect(eventually { entered.highest == 1 })
        let peer = try server.peer()
        peer.send(Wire.request(target: "/quick"))
        let began = ContinuousClock.now
        server.beginStop()
        #expect(try peer.reply().text == "/quick")
        #expect(began.duration(to: .now) < .seconds(5))
        goOn.open()
        #expect(try stuck.reply().text == "/stuck")
        #expect(try server.waitForEnd())
    }

    /// Threads whose responders are not made yet are not up.
    @Test func whoPreparesTakesNobodysPlace() throws {
        let (made, goOn) = (Count(), Latch())
        let server = try RunningServer(threads: 3, crew: Crew(upTo: 1)) {
            made.add(1)
            if made.highest < 3 { _ = goOn.wait() }
            return Answerer { _ in Response() }
        }
        #expect(try server.peer().exchange(Wire.request()).status == "200 OK")
        goOn.open()
        #expect(try server.stop())
    }

    /// Everything at once: rests, rests that are not announced, peers that go or do not read, and a stop in the middle.
    @Test(arguments: [1, 2, 3])
    func nothingIsLeftLyingInTurmoil(limit: Int) throws {
        var limits = Limits(sendTimeout: .milliseconds(300))
        limits.freshGrace = .milliseconds(100)
        let crew = Crew(upTo: limit)
        let server = try RunningServer(threads: 8, crew: crew, limits: limits) { request in
            switch Int.random(in: 0..<100) {
            case 0: usleep(.random(in: 0...400_000))
            case 1..<50:
                for _ in 0..<Int.random(in: 1...3) {
                    crew.rest()
                    usleep(.random(in: 0...3_000))
                    crew.resume()
                }
            default: break
            }
            return Response(
                body: request.target == "/big" ? [UInt8](repeating: 1, count: 2_000_000) : Array(request.target.utf8))
        }
        let wrong = Count()
        let clients = try (0..<16).map { number in
            try WorkerThread(name: "test-client") {
                for round in 0..<20 {
                    guard let peer = try? server.peer() else { return wrong.add(1) }
                    switch (number + round) % 8 {
                    case 0: peer.send(Wire.request(target: "/big"))
                    case 1: peer.send(Array(Wire.request(target: "/half").dropLast(20)))
                    case 2:
                        peer.send(Wire.request(target: "/big"))
                        if round % 4 == 0 { usleep(400_000) }
                    default:
                        for target in (0..<10).map({ "/\(number)/\(round)/\($0)" }) {
                            guard (try? peer.exchange(Wire.request(target: target)).text) == target else {
                                return wrong.add(1)
                            }
                        }
                    }
                }
            }
        }
        for client in clients { client.join() }
        #expect(wrong.highest == 0)
        let last = try (0..<16).map { _ in try server.peer() }
        for peer in last { peer.send(Wire.request(target: "/last")) }
        server.beginStop()
        for peer in last { #expect(try peer.reply().text == "/last") }
        #expect(try server.waitForEnd())
    }

    @Test func whoIsParkedGoesHomeToo() throws {
        let server = try RunningServer(threads: 16, crew: Crew(upTo: 1)) { _ in Response() }
        #expect(try server.peer().exchange(Wire.request()).status == "200 OK")
        #expect(try server.stop())
    }

    /// A number, and the highest that it ever was.
    private final class Count: Sendable {
        private let numbers = Mutex((now: 0, highest: 0))

        var highest: Int { numbers.withLock { $0.highest } }

        func add(_ step: Int) {
            numbers.withLock { $0 = ($0.now + step, max($0.highest, $0.now + step)) }
        }
    }
}
