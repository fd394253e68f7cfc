public import Glibc
import Synchronization

/// The socket on which the front server connects: one given by whoever started the process, or one made here. Closes
/// and unlinks what it made; leaves an inherited one to the process.
public struct ListeningSocket: ~Copyable, Sendable {
    let descriptor: Int32
    /// Where the socket was made; nil for one that was inherited, on which another process may listen too.
    let path: String?
    private let file: FileIdentity?
    private let isWithdrawn = Atomic(false)

    private init(descriptor: Int32, path: String? = nil) {
        self.descriptor = descriptor
        self.path = path
        file = path.flatMap(FileIdentity.init(path:))
    }

    deinit {
        guard path != nil else { return }
        withdraw()
        close(descriptor)
    }

    /// The listening socket on a file descriptor this process was started with; FastCGI 1.0 section 2.2 makes that 0.
    /// Throws `notListening` when it is anything else. Switches it to non-blocking: where two processes share it, the
    /// slower one must not hang in `accept`.
    public static func inherited(descriptor: Int32 = 0) throws(ListeningSocketError) -> ListeningSocket {
        if let found = otherKind(of: descriptor) { throw .notListening(descriptor: descriptor, found: found) }
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) >= 0 else {
            throw .system(SystemError("fcntl(\(descriptor))"))
        }
        return ListeningSocket(descriptor: descriptor)
    }

    /// Why an inherited descriptor cannot be listened on; nil where it can. Changes nothing.
    public static func problemOfInherited(descriptor: Int32 = 0) -> ListeningSocketError? {
        otherKind(of: descriptor).map { .notListening(descriptor: descriptor, found: $0) }
    }

    /// Why no socket can ever be made at a path; nil where it depends on what is there. Looks at nothing.
    public static func problem(ofPath path: String) -> ListeningSocketError? {
        do {
            _ = try UnixAddress(path: path)
            return nil
        } catch {
            return error
        }
    }

    /// Whether a process listens on a path; if not, ``unix(path:mode:backlog:)`` can make a socket there. Changes
    /// nothing.
    ///
    /// - Throws: why it cannot.
    public static func isServed(path: String) throws(ListeningSocketError) -> Bool {
        try UnixAddress(path: path).examine()
    }

    /// A new Unix socket at a path of at most 107 bytes, its file with this mode: who may write to the file may
    /// connect. A socket file on which nobody listens any more is replaced; one that is alive, or any other file, is
    /// left alone and thrown as `inUse` or `notASocket`. The backlog is also bounded by `net.core.somaxconn`.
    public static func unix(
        path: String, mode: mode_t = 0o660, backlog: Int32 = 1_024
    ) throws(ListeningSocketError) -> ListeningSocket {
        let address = try UnixAddress(path: path)
        try address.removeStaleSocket()
        let descriptor = socket(AF_UNIX, streamType | nonBlocking | closeOnExec, 0)
        guard descriptor >= 0 else { throw .system(SystemError("socket")) }
        // The file takes its mode from the socket: it is never open to more users than asked for, not for a moment.
        // What the umask took away of that, chmod gives back.
        guard fchmod(descriptor, mode) == 0, address.bind(descriptor) == 0, chmod(path, mode) == 0,
            listen(descriptor, backlog) == 0
        else {
            let error = SystemError("listening on \(path)")
            close(descriptor)
            throw .system(error)
        }
        return ListeningSocket(descriptor: descriptor, path: path)
    }

    /// Takes the name away from a socket made here, so that nobody connects any more; done once. A file that somebody
    /// put in its place stays. The inode's number cannot have been given to another file: the open socket holds it.
    func withdraw() {
        guard let path, !isWithdrawn.exchange(true, ordering: .relaxed) else { return }
        if FileIdentity(path: path) == file { unlink(path) }
    }

    /// Whether a connection waits to be accepted.
    var hasBacklog: Bool { isReadable(descriptor) }

    private static func otherKind(of descriptor: Int32) -> String? {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 else {
            return errno == EBADF ? "closed" : "not a socket"
        }
        guard value != 0 else { return "a socket that does not listen" }
        guard getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &value, &size) == 0, value == streamType else {
            return "a socket of another type"
        }
        return nil
    }
}

/// What tells one file from another, whatever their names.
private struct FileIdentity: Equatable {
    let device: dev_t
    let inode: ino_t

    /// Nil when there is no such file.
    init?(path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        device = status.st_dev
        inode = status.st_ino
    }
}
