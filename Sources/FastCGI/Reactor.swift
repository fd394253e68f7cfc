internal import CFastCGI
import Glibc
import Synchronization

/// What all threads of a server share: the listening socket, the event queue, the table of connections.
final class Reactor: Sendable {
    let socket: ListeningSocket
    let queue: EventQueue
    let connections = Connections()
    let limits: Limits
    let report: @Sendable (ConnectionEvent) -> Void
    private let accept: Acceptance
    private let draining = Atomic(false)

    /// `accept` is the system call, so that tests can let it fail.
    init(
        socket: consuming ListeningSocket, limits: Limits, accept: @escaping Acceptance,
        report: @escaping @Sendable (ConnectionEvent) -> Void
    ) throws(SystemError) {
        queue = try EventQueue.make(listener: socket.descriptor)
        self.socket = socket
        self.limits = limits
        self.accept = accept
        self.report = report
    }

    /// Whether the server is on its way out: each connection may finish one request and is closed.
    var isDraining: Bool { draining.load(ordering: .relaxed) }

    /// Accepts one connection; the next is the next event, perhaps another thread's.
    func acceptConnection() {
        guard reserveRoom() else { return }
        let descriptor = accept(socket.descriptor)
        guard descriptor >= 0 else { return acceptFailed(SystemError("accept4")) }
        disableNagle(descriptor)
        connections.putBack(Connection(descriptor: descriptor, since: .now))
        do {
            try queue.watch(descriptor)
        } catch {
            discard(descriptor, error)
        }
    }

    /// Gives a connection back, to wait for its next bytes.
    func wait(for connection: Connection) {
        connections.putBack(connection)
        do {
            try queue.rearm(connection.descriptor)
        } catch {
            discard(connection.descriptor, error)
        }
    }

    /// From now on new connections of an inherited socket are left to whoever takes it over, and those of a socket made
    /// here, of which nobody else knows, come to an end with its name.
    func beginDraining() {
        draining.store(true, ordering: .relaxed)
        if socket.path == nil { queue.ignoreListener() } else { socket.withdraw() }
    }

    /// A connection that cannot be watched would wait for ever. Somebody who took it out in the meantime, because its
    /// time was over, has closed it already.
    private func discard(_ descriptor: Int32, _ error: SystemError) {
        guard let connection = connections.take(descriptor) else { return }
        connections.close(connection)
        report(.failed(error))
    }

    /// Makes room at the limit by closing the connection that has been idle longest: the front server opens another
    /// when it needs one. With none idle, nobody looks at the listening socket until the next tick (`Watch`).
    private func reserveRoom() -> Bool {
        repeat {
            if connections.reserve(limit: limits.maxConnections) { return true }
        } while closeOldestIdle()
        queue.ignoreListener()
        report(.connectionLimitReached(limits.maxConnections))
        return false
    }

    /// Out of descriptors the listening socket stays readable, and would wake threads without end: nobody looks at it
    /// until the next tick. One idle connection gives up its descriptor meanwhile.
    private func acceptFailed(_ error: SystemError) {
        connections.release()
        // Another thread or process was faster, or the peer has gone again.
        if [EAGAIN, EINTR, ECONNABORTED].contains(error.code) { return }
        _ = closeOldestIdle()
        queue.ignoreListener()
        report(.acceptFailed(error))
    }

    private func closeOldestIdle() -> Bool {
        let now = ContinuousClock.now
        let oldest = connections.takeOldest { $0.isDispensable(at: now, limits: limits) }
        return oldest.map(closeUnlessReadable) ?? false
    }

    /// Closes a connection that was taken out because it waits for nothing, and returns true; unless something has come
    /// since. Then it is a worker's, whose event may just have come in vain.
    func closeUnlessReadable(_ connection: Connection) -> Bool {
        if isReadable(connection.descriptor) {
            wait(for: connection)
            return false
        }
        connections.close(connection)
        return true
    }
}

/// accept4(2) on a listening socket: a descriptor, or -1 and `errno`.
typealias Acceptance = @Sendable (Int32) -> Int32

/// The connection blocks: an answer waits on it until its peer has taken it, or its time is over (`SendDeadline`).
let systemAccept: Acceptance = { accept4($0, nil, nil, closeOnExec) }

/// An answer goes in several segments; over TCP the last must not wait for the first to be acknowledged. On a Unix
/// socket the option does not exist, and the call changes nothing.
private func disableNagle(_ descriptor: Int32) {
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
}
