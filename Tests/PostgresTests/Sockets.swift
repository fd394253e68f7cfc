import Glibc
import Postgres

/// Not inherited: a server that another test starts would hold the other end of a connection open.
private let streamSocket = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)

/// Where the test server listens, by its own word.
struct ServerAddress {
    private let socketPath: String?
    private let host: String
    private let port: UInt16

    init(_ conninfo: String) throws {
        let row = try Connection(ConnectionSettings(conninfo)).query(
            """
            select host(inet_server_addr()), current_setting('port'),
                split_part(current_setting('unix_socket_directories'), ',', 1)
            """)[0]
        port = UInt16(try row.string(1)) ?? 0
        host = try row.stringIfPresent(0) ?? ""
        socketPath = host.isEmpty ? "\(try row.string(2))/.s.PGSQL.\(port)" : nil
    }

    /// A new connection, or nil.
    func connect() -> Int32? {
        guard let socketPath else { return connectToLoopback(host, port) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard socketPath.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socketPath.utf8) }
        let descriptor = socket(AF_UNIX, streamSocket, 0)
        return connected(descriptor, &address)
    }
}

private func connectToLoopback(_ host: String, _ port: UInt16) -> Int32? {
    var address = loopback(port)
    address.sin_addr.s_addr = inet_addr(host)
    return connected(socket(AF_INET, streamSocket, 0), &address)
}

private func connected<Address>(_ descriptor: Int32, _ address: inout Address) -> Int32? {
    let size = socklen_t(MemoryLayout<Address>.size)
    let result = withUnsafeBytes(of: &address) { bytes in
        // Every socket address begins as `sockaddr` does; the kernel reads no more than `size` bytes.
        bytes.withMemoryRebound(to: sockaddr.self) { connect(descriptor, $0.baseAddress, size) }
    }
    if result == 0 { return descriptor }
    close(descriptor)
    return nil
}

private func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
}

struct SocketError: Error {
    let call: String
    let code = errno
}

/// A listening socket on loopback and its port. It accepts by itself, as the kernel does, but nobody answers.
func listenOnLoopback() throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, streamSocket, 0)
    var address = loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutableBytes(of: &address) { bytes in
        bytes.withMemoryRebound(to: sockaddr.self) { address in
            bind(descriptor, address.baseAddress, size) == 0 && listen(descriptor, 8) == 0
                && getsockname(descriptor, address.baseAddress, &size) == 0
        }
    }
    guard result else { throw SocketError(call: "listen") }
    return (descriptor, UInt16(bigEndian: address.sin_port))
}

/// What has come in; nil at the end.
func receive(_ descriptor: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &buffer, buffer.count)
    return count > 0 ? Array(buffer.prefix(count)) : nil
}

/// Sends all of it; false when the other side is gone.
func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
    }
    return true
}

/// The client's side of PostgreSQL's protocol, cut into messages (PostgreSQL documentation, section 55.7).
struct ClientMessages {
    struct Message {
        /// Nil is the start-up packet, the only one without a kind.
        let kind: UInt8?
        let bytes: [UInt8]
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    private var pending: [UInt8] = []
    private var started = false

    /// The messages that are complete now.
    mutating func add(_ bytes: [UInt8]) -> [Message] {
        pending += bytes
        var messages: [Message] = []
        while let message = next() { messages.append(message) }
        return messages
    }

    private mutating func next() -> Message? {
        let kindSize = started ? 1 : 0
        guard pending.count >= kindSize + 4 else { return nil }
        let length = pending[kindSize..<kindSize + 4].reduce(0) { $0 << 8 | Int($1) }
        guard pending.count >= kindSize + length else { return nil }
        let bytes = Array(pending.prefix(kindSize + length))
        pending.removeFirst(bytes.count)
        defer { started = true }
        return Message(kind: started ? bytes[0] : nil, bytes: bytes)
    }
}
