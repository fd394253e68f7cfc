internal import Glibc

/// Where a supervisor hears of its process: a datagram socket in the file system, or in the abstract namespace of Linux
/// (unix(7)) where its name begins with @.
struct SupervisorSocket: Sendable {
    private let name: [UInt8]

    /// Nil for what names no such socket: no path from the root, or one that does not fit an address.
    init?(_ address: String) {
        var name = Array(address.utf8)
        guard let first = name.first, name.count > 1, !name.contains(0) else { return nil }
        switch first {
        // An abstract name is as long as the address says; a path needs a NUL at its end.
        case UInt8(ascii: "@") where name.count <= Self.capacity: name[0] = 0
        case UInt8(ascii: "/") where name.count < Self.capacity: name.append(0)
        default: return nil
        }
        self.name = name
    }

    /// Sends a datagram; false if it could not be.
    ///
    /// - Parameter patiently: whether to wait, at most a second, for a supervisor that does not read.
    func send(_ bytes: [UInt8], patiently: Bool = true) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let flags = Int32(MSG_NOSIGNAL) | (patiently ? 0 : Int32(MSG_DONTWAIT))
        var count = 0
        repeat {
            count = withAddress { sendto(descriptor, bytes, bytes.count, flags, $0, $1) }
        } while count < 0 && errno == EINTR
        return count == bytes.count
    }

    private func withAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // The name fits: `init` has seen to that.
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size - Self.capacity + name.count)
        // sockaddr_un begins with the fields of sockaddr and the pointer does not outlive the call: the cast is the one
        // that sendto(2) asks for.
        return withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
        }
    }

    private static let capacity = MemoryLayout.size(ofValue: sockaddr_un().sun_path)
}
