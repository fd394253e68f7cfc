import Synchronization

/// A FastCGI responder (FastCGI 1.0) for a front server such as nginx.
///
/// A fixed number of threads wait on one epoll for the listening socket and for every open connection. A connection
/// with bytes to read goes to one thread, which reads what there is, answers the request if it is complete, and puts
/// the connection back. So any number of connections share few threads, and a slow one takes none.
public final class Server: Sendable {
    private let reactor: Reactor
    private let threadCount: Int
    private let crew: Crew
    private let onTick: @Sendable () -> Void
    private let makeResponder: @Sendable () throws -> any Responder
    private let stopRequest: EventFlag
    private let hasRun = Atomic(false)
    private let workingThreads = Atomic(0)
    private let failure = Mutex<(any Error)?>(nil)

    /// A server that does not run yet.
    ///
    /// - Parameters:
    ///   - socket: where the front server connects.
    ///   - threads: how many requests are worked on at once, at least 1.
    ///   - crew: how many of them are up at once; it is told by the responders when they wait.
    ///   - limits: what a peer may take up.
    ///   - onEvent: told of what goes wrong with connections, on the thread where it does; must not block.
    ///   - onTick: called on the thread of ``run()`` once requests are accepted, and from then on a few times a second
    ///     for as long as that thread sees to its deadlines and not all others have been busy with the same request for
    ///     a minute. Must not block.
    ///   - makeResponder: called once on each thread, for the responder that thread will own.
    /// - Throws: `SystemError` when the system has no descriptors left.
    public convenience init(
        socket: consuming ListeningSocket,
        threads: Int,
        crew: Crew = .unlimited(),
        limits: Limits = Limits(),
        onEvent: @escaping @Sendable (ConnectionEvent) -> Void = { _ in },
        onTick: @escaping @Sendable () -> Void = {},
        makeResponder: @escaping @Sendable () throws -> any Responder
    ) throws {
        try self.init(
            socket: socket, threads: threads, crew: crew, limits: limits, accept: systemAccept, onEvent: onEvent,
            onTick: onTick, makeResponder: makeResponder)
    }

    /// `accept` is the system call, so that tests can let it fail.
    init(
        socket: consuming ListeningSocket,
        threads: Int,
        crew: Crew = .unlimited(),
        limits: Limits,
        accept: @escaping Acceptance,
        onEvent: @escaping @Sendable (ConnectionEvent) -> Void,
        onTick: @escaping @Sendable () -> Void = {},
        makeResponder: @escaping @Sendable () throws -> any Responder
    ) throws {
        reactor = try Reactor(socket: socket, limits: limits, accept: accept, report: onEvent)
        stopRequest = try EventFlag()
        threadCount = max(1, threads)
        self.crew = crew
        self.onTick = onTick
        self.makeResponder = makeResponder
    }

    /// Serves until `stop`, and then until the requests that had arrived are answered; blocks the calling thread.
    /// Ignores SIGPIPE in the whole process. A server runs once: a second call returns at once.
    ///
    /// - Throws: what `makeResponder` threw, or `SystemError` when threads or descriptors are not to be had; the
    ///   server has stopped then.
    public func run() throws {
        guard !hasRun.exchange(true, ordering: .relaxed) else { return }
        try Library.prepare()
        try reactor.queue.watchListener()
        let deadlines = (0..<threadCount).map { _ in SendDeadline() }
        let turns = deadlines.map { _ in Turns() }
        let threads = startThreads(deadlines, turns)
        let watch = Watch(reactor: reactor, deadlines: deadlines, turns: turns, crew: crew, onTick: onTick)
        watch.keep(until: stopRequest)
        watch.drain { self.workingThreads.load(ordering: .relaxed) > 0 }
        reactor.queue.dismiss()
        for thread in threads { thread.join() }
        watch.closeAll()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// Asks the server to stop, from any thread; `run` returns when it has. New connections are left to others, idle
    /// ones closed; every connection that already holds a request gets its answer.
    public func stop() {
        stopRequest.raise()
    }

    /// How many connections of the front server are open.
    public var openConnections: Int { reactor.connections.openCount }

    /// As many as could be started; if that is not all, the server is to stop.
    private func startThreads(_ deadlines: [SendDeadline], _ turns: [Turns]) -> [WorkerThread] {
        var threads: [WorkerThread] = []
        do {
            for (index, (deadline, turns)) in zip(deadlines, turns).enumerated() {
                let thread = try WorkerThread(name: "fastcgi-\(index)") { self.work(deadline, turns) }
                workingThreads.add(1, ordering: .relaxed)
                threads.append(thread)
            }
        } catch {
            fail(error)
        }
        return threads
    }

    private func work(_ deadline: SendDeadline, _ turns: Turns) {
        defer { workingThreads.subtract(1, ordering: .relaxed) }
        do {
            var worker = try Worker(
                reactor: reactor, crew: crew, deadline: deadline, turns: turns, responder: makeResponder())
            crew.join()
            defer { crew.leave() }
            try worker.run()
        } catch {
            fail(error)
        }
    }

    /// Keeps the first failure.
    private func fail(_ error: any Error) {
        failure.withLock { $0 = $0 ?? error }
        stop()
    }
}
