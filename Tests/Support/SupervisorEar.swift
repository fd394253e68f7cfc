import Foundation

/// The part of systemd that hears what a process says of itself: a datagram socket.
package final class SupervisorEar: Sendable {
    /// For `NOTIFY_SOCKET`.
    package let address: String
    private let descriptor: Int32

    /// - Parameters:
    ///   - isAbstract: in the abstract namespace, or else as a file.
    ///   - nameLength: of an abstract name, in bytes.
    package convenience init(isAbstract: Bool = false, nameLength: Int = 40) throws {
        let unique = UUID().uuidString.lowercased()
        let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        try self.init(
            at: isAbstract
                ? "@" + unique + String(repeating: "x", count: nameLength - unique.utf8.count)
                : "\(parent)/ear-\(unique.prefix(8))")
    }

    /// In the place of one that has gone.
    package init(at address: String) throws {
        self.address = address
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        guard Self.bind(descriptor, to: address) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    deinit {
        close(descriptor)
        if address.hasPrefix("/") { unlink(address) }
    }

    /// What has come and was not taken yet, a datagram each; does not wait.
    package func pending() -> [String] {
        var heard: [String] = []
        while let datagram = next(within: 0) { heard.append(datagram) }
        return heard
    }

    /// The next datagram, waited for at most 30 s, which only a hang takes.
    package func next() -> String? { next(within: 30_000) }

    private func next(within milliseconds: Int32) -> String? {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, milliseconds) > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    private static func bind(_ descriptor: Int32, to address: String) -> Int32 {
        var name = Array(address.utf8)
        if name.first == UInt8(ascii: "@") { name[0] = 0 }
        var socketAddress = sockaddr_un()
        socketAddress.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: socketAddress.sun_path)
        withUnsafeMutableBytes(of: &socketAddress.sun_path) { $0.copyBytes(from: name.prefix(capacity)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size - capacity + name.count)
        // As bind(2) asks for: sockaddr_un begins with the fields of sockaddr.
        return withUnsafePointer(to: socketAddress) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Foundation.bind(descriptor, $0, size) }
        }
    }
}
