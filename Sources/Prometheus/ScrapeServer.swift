import Glibc

/// Offers a registry's numbers at `GET /metrics`, on the thread that calls ``run(_:)``. Several may ask at once, so
/// that whoever connects and says nothing keeps nobody else waiting.
public final class ScrapeServer: Sendable {
    /// As many are heard at once; more wait until one of them is done, or its time is up.
    private static let mostConnections = 16

    private let registry: Registry
    private let socket: ScrapeSocket

    /// Listens, and does not answer yet.
    ///
    /// - Throws: why it cannot listen there.
    public init(_ registry: Registry, at address: ScrapeAddress) throws(ScrapeError) {
        self.registry = registry
        socket = try ScrapeSocket(address)
    }

    /// Answers until ``stop()``. Whoever says nothing, or takes nothing, is left after two seconds.
    ///
    /// - Parameter collect: called before the numbers are shown, to bring those up to date that nobody counts.
    public func run(_ collect: () -> Void) {
        var connections: [ScrapeConnection] = []
        while !socket.isStopping {
            var entries = connections.map { pollfd(fd: $0.descriptor, events: $0.event ?? 0, revents: 0) }
            let isFull = connections.count == Self.mostConnections
            // Once it is shut down, poll(2) tells so whatever it was to look for.
            entries.append(pollfd(fd: socket.descriptor, events: isFull ? 0 : Int16(POLLIN), revents: 0))
            let count = poll(&entries, nfds_t(entries.count), Self.timeout(of: connections))
            if socket.isStopping { return }
            guard count >= 0 else {
                if errno != EINTR { Self.letTimePass() }
                continue
            }
            // Who was ready in time is heard, however long the others took.
            let now = ContinuousClock.now
            for (connection, entry) in zip(connections, entries) where entry.revents != 0 {
                connection.proceed {
                    collect()
                    return Exposition.text(of: registry)
                }
            }
            connections = zip(connections, entries).filter { connection, entry in
                connection.event != nil && (entry.revents != 0 || connection.deadline > now)
            }.map(\.0)
            if entries[entries.count - 1].revents != 0, let connection = accepted() { connections.append(connection) }
        }
    }

    /// Ends ``run(_:)`` at once, unless it collects; from any thread.
    public func stop() {
        socket.stop()
    }

    private func accepted() -> ScrapeConnection? {
        let descriptor = accept(socket.descriptor, nil, nil)
        guard descriptor >= 0 else {
            if ![EAGAIN, EINTR, ECONNABORTED].contains(errno), !socket.isStopping { Self.letTimePass() }
            return nil
        }
        // Swift does not see accept4(2), which would do so in one go; nothing here starts other programs.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        return ScrapeConnection(descriptor)
    }

    /// Where descriptors or memory are short, some time has to pass.
    private static func letTimePass() {
        usleep(100_000)
    }

    /// Milliseconds to the next deadline, a second at most.
    private static func timeout(of connections: [ScrapeConnection]) -> Int32 {
        let left = connections.map { ContinuousClock.now.duration(to: $0.deadline) }.min() ?? .seconds(1)
        return Int32((max(.zero, min(left, .seconds(1))) / .milliseconds(1)).rounded(.up))
    }
}
