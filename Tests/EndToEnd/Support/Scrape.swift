import Foundation

/// The metrics of a process, read as Prometheus does, at a Unix socket of a test's own.
struct Scrape {
    /// What each line says: `vexar_requests_total{route="/healthz",…}` to its number.
    let samples: [String: Double]
    /// As it came.
    let text: String

    init(_ path: String) throws {
        let answer = try Self.send(Array("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8), to: path)
        let parts = answer.components(separatedBy: "\r\n\r\n")
        guard parts.count == 2, parts[0].hasPrefix("HTTP/1.1 200 OK") else {
            throw RunningProcess.Failure(text: "no metrics: \(answer.prefix(200))")
        }
        text = parts[1]
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        samples = Dictionary(
            lines.compactMap { line in
                guard let blank = line.lastIndex(of: " ") else { return nil }
                return (String(line[..<blank]), Double(line[line.index(after: blank)...]) ?? .nan)
            },
            uniquingKeysWith: { first, _ in first })
    }

    /// A sample that has to be there.
    func callAsFunction(_ sample: String) throws -> Double {
        guard let value = samples[sample] else { throw RunningProcess.Failure(text: "\(sample) is not in\n\(text)") }
        return value
    }

    /// The numbers of all samples that begin like this, together.
    func sum(_ prefix: String) -> Double {
        samples.filter { $0.key.hasPrefix(prefix) }.values.reduce(0, +)
    }

    /// A path for a socket.
    static func makePath() -> String {
        "\(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")/m-\(UUID().uuidString.prefix(8))"
    }

    /// Sends these bytes and gives what comes back until the other side closes.
    static func send(_ bytes: [UInt8], to path: String) throws -> String {
        let descriptor = try connect(to: path)
        defer { close(descriptor) }
        _ = bytes.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        shutdown(descriptor, Int32(SHUT_WR))
        var (answer, buffer): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 65_536))
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 { answer += buffer[..<count] }
        return String(decoding: answer, as: UTF8.self)
    }

    /// A connection that says nothing; the caller closes it. Reading gives up after 30 s: only a hang takes that long.
    static func connect(to path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let connected = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else {
            defer { close(descriptor) }
            throw SocketFailure(call: "connect", code: errno)
        }
        return descriptor
    }
}
