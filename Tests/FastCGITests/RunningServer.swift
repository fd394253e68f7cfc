import Glibc
import HTTP
import Synchronization

@testable import FastCGI

/// A server on a socket of its own, running on a thread of its own until it is stopped, at the latest with the test.
final class RunningServer: Sendable {
    let path: String
    let events = Journal()
    private let server: Server
    private let end = End()
    private let thread: WorkerThread

    init(
        threads: Int = 2, crew: Crew = .unlimited(), limits: Limits = Limits(),
        accept: @escaping Acceptance = systemAccept, makeResponder: @escaping @Sendable () throws -> any Responder
    ) throws {
        path = temporaryPath()
        let server = try Server(
            socket: .unix(path: path), threads: threads, crew: crew, limits: limits, accept: accept,
            onEvent: { [events] in events.add($0) }, makeResponder: makeResponder)
        self.server = server
        thread = try WorkerThread(name: "test-server") { [end] in
            do { try server.run() } catch { end.failure.withLock { $0 = error } }
            end.latch.open()
        }
    }

    /// One whose answers are made by a closure.
    convenience init(
        threads: Int = 2, crew: Crew = .unlimited(), limits: Limits = Limits(),
        accept: @escaping Acceptance = systemAccept, _ answer: @escaping @Sendable (Request) -> Response
    ) throws {
        try self.init(threads: threads, crew: crew, limits: limits, accept: accept) { Answerer(answer: answer) }
    }

    /// Waits, so that no test leaves a socket file behind.
    deinit {
        server.stop()
        if end.latch.wait() { thread.join() }
    }

    func peer() throws -> Peer { try Peer(path: path) }

    func beginStop() { server.stop() }

    /// Whether `run` returned; throws what it threw.
    func waitForEnd() throws -> Bool {
        guard end.latch.wait() else { return false }
        if let failure = end.failure.withLock({ $0 }) { throw failure }
        return true
    }

    func stop() throws -> Bool {
        beginStop()
        return try waitForEnd()
    }

    private final class End: Sendable {
        let latch = Latch()
        let failure = Mutex<(any Error)?>(nil)
    }
}

/// Answers by a closure, and refuses with the bare status and the words "refused".
struct Answerer: Responder {
    let answer: @Sendable (Request) -> Response

    mutating func respond(to request: Request) -> Response { answer(request) }

    mutating func refuse(_ request: Request, with status: Status) -> Response {
        Response(status: status, body: Array("refused \(request.target)".utf8))
    }
}

/// A path nobody else has.
func temporaryPath() -> String {
    "/tmp/fastcgi-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
}
