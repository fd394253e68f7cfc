import Glibc

private let streamSocket = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)

/// A listening socket on loopback.
package struct ListeningSocket: Sendable {
    private let descriptor: Int32
    package let port: UInt16

    /// - Parameter backlog: how many connections the kernel accepts before anybody else does.
    package init(backlog: Int32 = 8) throws {
        descriptor = socket(AF_INET, streamSocket, 0)
        // A message of some megabytes fills this and the client's buffer, whatever the system's defaults are.
        var bufferSize: Int32 = 65_536
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bufferSize, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let result = withUnsafeMutableBytes(of: &address) { bytes in
            // Every socket address begins as `sockaddr` does; the kernel uses no more than `size` bytes.
            bytes.withMemoryRebound(to: sockaddr.self) { address in
                bind(descriptor, address.baseAddress, size) == 0 && listen(descriptor, backlog) == 0
                    && getsockname(descriptor, address.baseAddress, &size) == 0
            }
        }
        guard result else { throw Disappointment(description: "listen: \(errno)") }
        port = UInt16(bigEndian: address.sin_port)
    }

    /// The next connection; nil once it was stopped, which also closes the socket.
    package func accept() -> Line? {
        let connection = Glibc.accept(descriptor, nil, nil)
        if connection >= 0 { return Line(connection) }
        close(descriptor)
        return nil
    }

    /// Begins a connection to it, which stays open with the caller.
    package func beginConnection() -> Int32 {
        let descriptor = socket(AF_INET, streamSocket | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = port.bigEndian
        withUnsafeBytes(of: &address) { bytes in
            // As in `init`.
            bytes.withMemoryRebound(to: sockaddr.self) {
                _ = connect(descriptor, $0.baseAddress, socklen_t(bytes.count))
            }
        }
        return descriptor
    }

    package func stop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }
}

/// A connection as the server has it. Waits end after 30 seconds, in a failed test.
package struct Line: Sendable {
    private let descriptor: Int32
    private var pending: [UInt8] = []
    package private(set) var isAtEnd = false

    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    /// A line without its end; nil at the end of the connection.
    package mutating func readLine() -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = pending[..<end].filter { $0 != UInt8(ascii: "\r") }
                pending.removeFirst(end + 1)
                return String(decoding: line, as: UTF8.self)
            }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else {
                isAtEnd = true
                return nil
            }
            pending += buffer.prefix(count)
        }
    }

    package func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    package func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// What is written from now on leaves together with the end of the connection (tcp(7), TCP_CORK).
    package func holdUntilClosed() {
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_CORK, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    package func isClosedByPeer(within milliseconds: Int32) -> Bool {
        // POLLRDHUP, which Swift's module of the C library leaves out.
        var entry = pollfd(fd: descriptor, events: 0x2000, revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }

    package func close() {
        Glibc.close(descriptor)
    }
}
