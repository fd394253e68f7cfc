import Glibc
import Synchronization

/// The listening socket of the metrics. A Unix socket's file goes with the process that made it.
final class ScrapeSocket: Sendable {
    let descriptor: Int32
    /// The file's path and inode; nil for a port.
    private let file: (path: String, inode: ino_t)?
    private let isClosing = Atomic(false)

    /// Listens. A Unix socket is made under another name and then takes the path over, whoever had it: where a process
    /// is replaced by a new one, the new one is the one to be asked. Its mode is 0660.
    init(_ address: ScrapeAddress) throws(ScrapeError) {
        let family = address.family
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw ScrapeError("socket", address) }
        do throws(ScrapeError) {
            file = try Self.bind(descriptor, to: address)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit {
        stop()
        close(descriptor)
    }

    /// Whether ``stop()`` was called.
    var isStopping: Bool { isClosing.load(ordering: .relaxed) }

    /// Wakes whoever waits for a connection, for good, and takes the file away if it is still ours. On Linux a
    /// listening socket that was shut down is readable, and accept(2) fails.
    func stop() {
        isClosing.store(true, ordering: .relaxed)
        shutdown(descriptor, Int32(SHUT_RDWR))
        guard let file, Self.inode(of: file.path) == file.inode else { return }
        unlink(file.path)
    }

    private static func bind(
        _ descriptor: Int32, to address: ScrapeAddress
    ) throws(ScrapeError) -> (path: String, inode: ino_t)? {
        guard case .unix(let path) = address else {
            var yes: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
            guard address.bind(descriptor) == 0 else { throw ScrapeError("bind", address) }
            guard listen(descriptor, 16) == 0 else { throw ScrapeError("listen", address) }
            return nil
        }
        try requireReplaceable(path, address)
        let making = ScrapeAddress.unix(path: "\(path).\(getpid())")
        unlink("\(making)")
        // The file takes its mode from the socket, and chmod gives back what the umask took.
        guard fchmod(descriptor, 0o660) == 0, making.bind(descriptor) == 0 else { throw ScrapeError("bind", address) }
        guard chmod("\(making)", 0o660) == 0, listen(descriptor, 16) == 0, let inode = inode(of: "\(making)"),
            rename("\(making)", path) == 0
        else {
            let error = ScrapeError("listen", address)
            unlink("\(making)")
            throw error
        }
        return (path, inode)
    }

    private static func requireReplaceable(_ path: String, _ address: ScrapeAddress) throws(ScrapeError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw ScrapeError("lstat", address) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
    }

    private static func inode(of path: String) -> ino_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_ino : nil
    }
}
