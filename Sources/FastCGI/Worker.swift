import HTTP

/// One thread's share of the work: takes the next event, reads what has come, answers what is complete. Owned by its
/// thread, like the responder in it.
struct Worker: ~Copyable {
    private let reactor: Reactor
    private let crew: Crew
    private let turns: Turns
    private let gate: Gate
    private var inbox: Inbox
    private var dialogue: Dialogue

    init(
        reactor: Reactor, crew: Crew, deadline: SendDeadline, turns: Turns, responder: any Responder
    ) throws(SystemError) {
        self.reactor = reactor
        self.crew = crew
        self.turns = turns
        gate = Gate(maxBodyBytes: reactor.limits.maxBodyBytes, maxHeadBytes: reactor.limits.maxHeadBytes)
        inbox = Inbox(capacity: reactor.limits.maxRequestBytes)
        dialogue = try Dialogue(limits: reactor.limits, crew: crew, deadline: deadline, responder: responder)
    }

    /// Works until the threads are dismissed.
    mutating func run() throws(SystemError) {
        while true {
            let event = try crew.listen { () throws(SystemError) in try reactor.queue.next() }
            turns.begin()
            defer { turns.end() }
            switch event {
            case .dismissal: return
            case .newConnection: reactor.acceptConnection()
            case .readable(let descriptor, let hasHungUp): attend(to: descriptor, hasHungUp)
            }
        }
    }

    private mutating func attend(to descriptor: Int32, _ hasHungUp: Bool) {
        guard var connection = reactor.connections.take(descriptor) else { return }
        do throws(Ending) {
            try receive(&connection)
            while try answerNext(on: &connection, hasHungUp) {}
            reactor.wait(for: connection)
        } catch {
            reactor.connections.close(connection)
            if case .reported(let event) = error { reactor.report(event) }
        }
    }

    private mutating func receive(_ connection: inout Connection) throws(Ending) {
        inbox.load(connection.received)
        guard let count = inbox.receive(from: connection.descriptor) else { return }
        if count == 0 {
            let bytes = connection.received.count
            throw bytes == 0 ? .ordinary : .reported(.abandoned(receivedBytes: bytes))
        }
        if connection.isIdle { connection.since = .now }
        if connection.stage == .lingering { inbox.discardAll() }
    }

    /// Deals with what stands at the front of the inbox; false when there is no more to be done for now.
    private mutating func answerNext(on connection: inout Connection, _ hasHungUp: Bool) throws(Ending) -> Bool {
        switch gate.examine(inbox.bytes) {
        case .incomplete:
            try keepBeginning(for: &connection)
            return false
        case .request(let end, let bodyLength):
            // nginx closes what it no longer waits for: after 30 s in the queue, or when its client has gone. What it
            // has told its client has failed must not be done after all.
            guard !hasHungUp else {
                throw .reported(.abandoned(receivedBytes: inbox.bytes.count))
            }
            try answer(upTo: end, bodyLength: bodyLength, on: &connection)
        case .refusal(let status, let headEnd):
            try refuse(upTo: headEnd, with: status, on: &connection)
        case .nothing(let end):
            inbox.discard(before: end)
        case .management(let kind, let content, let end):
            try dialogue.answerManagement(kind, content: inbox.bytes[content], over: connection.descriptor)
            inbox.discard(before: end)
        case .foreignRole(let requestID):
            try dialogue.refuseRole(of: requestID, over: connection.descriptor)
        case .violation(let violation):
            throw .reported(.violation(violation))
        }
        return true
    }

    private func keepBeginning(for connection: inout Connection) throws(Ending) {
        guard !inbox.isFull else { throw .reported(.violation(.tooFragmented)) }
        connection.received = Array(inbox.bytes)
    }

    private mutating func answer(upTo end: Int, bodyLength: Int, on connection: inout Connection) throws(Ending) {
        let keeps = try dialogue.answer(inbox.bytes[..<end], bodyLength: bodyLength, over: connection.descriptor)
        guard keeps, !reactor.isDraining else { throw .ordinary }
        inbox.discard(before: end)
        connection.stage = .kept
        connection.since = .now
    }

    private mutating func refuse(upTo end: Int, with status: Status, on connection: inout Connection) throws(Ending) {
        try dialogue.refuse(inbox.bytes[..<end], with: status, over: connection.descriptor)
        inbox.discardAll()
        connection.stage = .lingering
        connection.since = .now
    }
}
