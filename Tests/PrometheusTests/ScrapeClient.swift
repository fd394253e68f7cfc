import Foundation

@testable import Prometheus

/// Asks a socket on this machine, with exactly the bytes it is told to send.
struct ScrapeClient {
    let address: ScrapeAddress

    /// What comes back until the other side closes.
    func send(_ bytes: [UInt8], thenSilent: Bool = false) throws -> String {
        let descriptor = try open()
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        _ = bytes.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if !thenSilent { shutdown(descriptor, Int32(SHUT_WR)) }
        var (answer, buffer): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 65_536))
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 { answer += buffer[..<count] }
        return String(decoding: answer, as: UTF8.self)
    }

    /// A connection on which nothing is said yet; to be closed by the caller.
    func open() throws -> Int32 {
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        guard connect(descriptor) == 0 else {
            let code = errno
            close(descriptor)
            throw Refused(code: code)
        }
        return descriptor
    }

    func send(_ text: String) throws -> String {
        try send(Array(text.utf8))
    }

    /// The status of the answer.
    func status(_ text: String) throws -> String {
        try String(send(text).split(separator: " ").dropFirst().first ?? "")
    }

    /// What the answer ends in.
    func lastLine(_ text: String) throws -> String {
        try String(send(text).split(separator: "\n").last ?? "")
    }

    struct Refused: Error {
        let code: Int32
    }

    private func connect(_ descriptor: Int32) -> Int32 {
        switch address {
        case .unix(let path):
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            return Self.connect(descriptor, address)
        case .loopback4(let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
            return Self.connect(descriptor, address)
        case .loopback6(let port):
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = in6addr_loopback
            return Self.connect(descriptor, address)
        }
    }

    private static func connect<Address>(_ descriptor: Int32, _ address: Address) -> Int32 {
        withUnsafeBytes(of: address) { bytes in
            guard let start = bytes.baseAddress else { return -1 }
            return Foundation.connect(
                descriptor, start.assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<Address>.size))
        }
    }
}
