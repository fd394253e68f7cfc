import Glibc

/// Offers a registry's numbers at `GET /metrics`, to one asker after the other, on the thread that calls ``run(_:)``.
public final class ScrapeServer: Sendable {
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
        while !socket.isStopping {
            let descriptor = accept(socket.descriptor, nil, nil)
            guard descriptor >= 0 else {
                waitForConnection(after: errno)
                continue
            }
            // Swift does not see accept4(2), which would do so in one go; nothing here starts other programs.
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            let connection = ScrapeConnection(descriptor, unless: { [socket] in socket.isStopping })
            connection.serve {
                collect()
                return Exposition.text(of: registry)
            }
        }
    }

    /// Ends ``run(_:)`` within a tenth of a second, unless it collects; from any thread.
    public func stop() {
        socket.stop()
    }

    /// Where descriptors or memory are short, some time has to pass.
    private func waitForConnection(after code: Int32) {
        guard code == EAGAIN else {
            if code != EINTR, code != ECONNABORTED, !socket.isStopping { usleep(100_000) }
            return
        }
        var entry = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
        poll(&entry, 1, 1_000)
    }
}
