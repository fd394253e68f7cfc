import Glibc

/// The address of a Unix socket (unix(7)).
struct UnixAddress {
    private let path: String
    private var address = sockaddr_un()

    /// Throws `pathTooLong` when path and closing NUL do not fit in 108 bytes.
    init(path: String) throws(ListeningSocketError) {
        self.path = path
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = path.utf8.count
        guard bytes < MemoryLayout.size(ofValue: address.sun_path) else {
            throw .pathTooLong(path: path, bytes: bytes)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    }

    /// bind(2)
    func bind(_ descriptor: Int32) -> Int32 {
        withSocketAddress { Glibc.bind(descriptor, $0, $1) }
    }

    /// connect(2)
    func connect(_ descriptor: Int32) -> Int32 {
        withSocketAddress { Glibc.connect(descriptor, $0, $1) }
    }

    /// Whether a process listens here. What lies here and is no socket is thrown, and so is a directory in which no
    /// file can be made.
    func examine() throws(ListeningSocketError) -> Bool {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard access(directory, W_OK | X_OK) == 0 else { throw .system(SystemError("access(\(directory))")) }
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        return try isServed()
    }

    /// Removes the socket file that a killed process left behind. A file that is alive, or none of ours, is thrown.
    func removeStaleSocket() throws(ListeningSocketError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw .system(SystemError("lstat(\(path))")) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        guard try !isServed() else { throw .inUse(path: path) }
        guard unlink(path) == 0 || errno == ENOENT else { throw .system(SystemError("unlink(\(path))")) }
    }

    /// Whether somebody listens: else the kernel refuses connections. A full backlog (EAGAIN), a socket of another type
    /// (EPROTOTYPE) or one we may not connect to (EACCES) belongs to somebody.
    private func isServed() throws(ListeningSocketError) -> Bool {
        let probe = socket(AF_UNIX, streamType | nonBlocking | closeOnExec, 0)
        guard probe >= 0 else { throw .system(SystemError("socket")) }
        defer { close(probe) }
        return connect(probe) == 0 || (errno != ECONNREFUSED && errno != ENOENT)
    }

    private func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        // sockaddr_un begins with the fields of sockaddr and the pointer does not outlive the call: the cast is the one
        // that bind(2) and connect(2) ask for.
        withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
