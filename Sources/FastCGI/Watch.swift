import Glibc

/// What the thread that called `Server.run` does meanwhile: it sees to deadlines, and at the end to the way out.
struct Watch {
    let reactor: Reactor
    let deadlines: [SendDeadline]
    let turns: [Turns]
    let crew: Crew
    /// Told that this thread still comes round, and the others.
    let onTick: @Sendable () -> Void

    /// Until the server is asked to stop.
    func keep(until stop: borrowing EventFlag) {
        var pause = Duration.zero
        var standstill = Standstill(of: turns, after: reactor.limits.standstill)
        var stragglers = Stragglers(among: turns, of: crew)
        while !stop.isRaised(within: pause) {
            pause = reactor.limits.tick
            if !standstill.isReached(at: .now) { onTick() }
            enforceDeadlines()
            stragglers.look(at: .now)
            // If new connections were left waiting for room or for descriptors, now is the time to try again. The
            // error, if there is one, passes: this is tried at the next tick too.
            try? reactor.queue.watchListener()
        }
    }

    /// Until every connection that holds a request has been answered and all are closed; or no thread is left that
    /// could do it, because none got a responder.
    func drain(while areThreadsWorking: () -> Bool) {
        reactor.beginDraining()
        var stragglers = Stragglers(among: turns, of: crew)
        while !isDrained, areThreadsWorking() {
            enforceDeadlines()
            stragglers.look(at: .now)
            closeSilentConnections()
            if isBacklogOurs { try? reactor.queue.watchListener() }
            usleep(2_000)
        }
    }

    /// Closes what is left, once no thread is.
    func closeAll() {
        for connection in reactor.connections.take(where: { _ in true }) { reactor.connections.close(connection) }
    }

    private func enforceDeadlines() {
        let now = ContinuousClock.now
        for deadline in deadlines { deadline.enforce(at: now) }
        let overdue = reactor.connections.take { $0.isOverdue(at: now, limits: reactor.limits) }
        for connection in overdue {
            reactor.connections.close(connection)
            guard connection.stage != .lingering else { continue }
            reactor.report(.receiveTimedOut(receivedBytes: connection.received.count))
        }
    }

    private func closeSilentConnections() {
        let now = ContinuousClock.now
        let dispensable = reactor.connections.take { $0.isDispensable(at: now, limits: reactor.limits) }
        for connection in dispensable { _ = reactor.closeUnlessReadable(connection) }
    }

    /// First the backlog, then the count: a connection on its way from the one to the other is counted before it leaves
    /// the backlog.
    private var isDrained: Bool {
        if isBacklogOurs, reactor.socket.hasBacklog { return false }
        return reactor.connections.openCount == 0
    }

    /// Whether nobody but this process serves the connections in the backlog.
    private var isBacklogOurs: Bool { reactor.socket.path != nil }
}
