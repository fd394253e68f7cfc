import Glibc
import HTTP

/// A small HTTP/1.1 client on a plain socket: it sends exactly the bytes it is told to, also wrong ones, and can be
/// used on any thread.
struct HTTPClient: Sendable {
    let port: UInt16
    /// Sent as bearer token; nil sends none.
    var key: String?

    /// Sends a request on a connection of its own.
    func send(
        _ method: String, _ target: String, _ body: String? = nil, headers: [(String, String)] = []
    ) throws -> HTTPAnswer {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        if let key { head += "Authorization: Bearer \(key)\r\n" }
        if let body {
            head += "Content-Length: \(body.utf8.count)\r\n"
            if !headers.contains(where: { $0.0 == "Content-Type" }) { head += "Content-Type: application/json\r\n" }
        }
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        return try raw(head + "\r\n" + (body ?? ""))
    }

    /// Sends these bytes and reads what comes back until the other side closes. Every answer has to be as the API's
    /// description says.
    func raw(_ text: String) throws -> HTTPAnswer {
        let connection = try TCPConnection(port: port)
        try connection.send(Array(text.utf8))
        let answer = try HTTPAnswer(connection.readToEnd())
        try Described.check(answer, to: text)
        return answer
    }
}

/// A TCP connection to loopback, closed with the object. Reading gives up after 30 s: only a hang takes that long.
final class TCPConnection {
    private let descriptor: Int32

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SocketFailure(call: "socket", code: errno) }
        var timeout = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw SocketFailure(call: "connect", code: errno) }
    }

    deinit {
        close(descriptor)
    }

    /// Sends all of it, or as much as the other side takes before it closes: it may answer before it has read all.
    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// What comes next; empty when the other side has closed.
    func read() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { throw SocketFailure(call: "recv", code: errno) }
        return Array(buffer[..<count])
    }

    func readToEnd() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == ECONNRESET, !bytes.isEmpty { return bytes }
                throw SocketFailure(call: "recv", code: errno)
            }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}

/// A system call on a socket that failed.
struct SocketFailure: Error {
    let call: String
    let code: Int32

    /// Whether the other side has cut the connection off.
    var isReset: Bool { code == ECONNRESET }
}

/// An answer of the server.
struct HTTPAnswer: Sendable {
    let status: Int
    let headers: Headers
    let body: [UInt8]

    init(_ bytes: [UInt8]) throws {
        let separator = Array("\r\n\r\n".utf8)
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: separator) }) else {
            throw Malformed(text: String(decoding: bytes, as: UTF8.self))
        }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        guard let first = lines.first, let status = Int(first.split(separator: " ").dropFirst().first ?? "") else {
            throw Malformed(text: String(decoding: bytes, as: UTF8.self))
        }
        self.status = status
        var headers: Headers = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers.add(String(parts[0]), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
        }
        self.headers = headers
        body = Array(bytes[(end + 4)...])
    }

    /// Not an answer of HTTP.
    struct Malformed: Error {
        let text: String
    }

    /// The body as JSON.
    func json() throws -> JSONValue {
        try JSONReader.read(body)
    }

    /// The word for machines of a refusal.
    var code: String? {
        try? json()["code"]?.string
    }
}
