import HTTP

/// A client that keeps its connection to nginx from one request to the next, as browsers and libraries do. For one
/// thread.
final class KeptClient {
    private let port: UInt16
    private let key: String
    private var connection: TCPConnection?
    /// How often the server had closed the connection between two requests.
    private(set) var reconnections = 0

    init(port: UInt16, key: String) {
        (self.port, self.key) = (port, key)
    }

    /// Asks. A kept connection that is closed before any of the answer came was idle too long for the server, which is
    /// then asked once more on a new one (RFC 9112, section 9.3.1).
    func get(_ target: String) throws -> HTTPAnswer {
        let request = "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(key)\r\n\r\n"
        if let kept = connection {
            if let answer = try answer(to: request, on: kept) { return answer }
            reconnections += 1
        }
        let fresh = try TCPConnection(port: port)
        connection = fresh
        guard let answer = try answer(to: request, on: fresh) else {
            throw RunningProcess.Failure(text: "a new connection was closed without an answer to \(target)")
        }
        return answer
    }

    /// Nil if the other side has closed before it answered anything.
    private func answer(to request: String, on connection: TCPConnection) throws -> HTTPAnswer? {
        try connection.send(Array(request.utf8))
        var bytes: [UInt8] = []
        while true {
            let next = try Self.read(connection, after: bytes.count)
            if next.isEmpty, bytes.isEmpty { return nil }
            bytes += next
            if let answer = try Self.whole(bytes) {
                if answer.headers["Connection"] == "close" { self.connection = nil }
                return answer
            }
            guard !next.isEmpty else {
                throw RunningProcess.Failure(text: "cut off: \(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    private static func read(_ connection: TCPConnection, after count: Int) throws -> [UInt8] {
        do {
            return try connection.read()
        } catch let failure as SocketFailure where failure.isReset && count == 0 {
            return []
        }
    }

    /// The answer once all of its body is there.
    private static func whole(_ bytes: [UInt8]) throws -> HTTPAnswer? {
        guard let answer = try? HTTPAnswer(bytes) else { return nil }
        guard let length = answer.headers["Content-Length"].flatMap({ Int($0) }) else {
            throw RunningProcess.Failure(text: "an answer without a length: \(String(decoding: bytes, as: UTF8.self))")
        }
        return answer.body.count < length ? nil : answer
    }
}
