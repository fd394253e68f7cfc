/// Where Prometheus, or an agent of it, reads the metrics: on this machine only.
public enum ScrapeAddress: Sendable, Equatable, CustomStringConvertible {
    /// A Unix socket at this path.
    case unix(path: String)
    /// A port of 127.0.0.1.
    case loopback4(port: UInt16)
    /// A port of ::1.
    case loopback6(port: UInt16)

    /// Reads `/path/to/socket`, `127.0.0.1:PORT` or `[::1]:PORT`; nil for anything else. A path has at most 90 bytes:
    /// 107 fit into an address (unix(7)), and the socket is made under a longer name first.
    public init?(_ text: String) {
        if text.hasPrefix("/") {
            guard text.utf8.count <= 90, !text.hasSuffix("/"), !text.utf8.contains(0) else { return nil }
            self = .unix(path: text)
        } else if let port = Self.port(in: text, after: "127.0.0.1:") {
            self = .loopback4(port: port)
        } else if let port = Self.port(in: text, after: "[::1]:") {
            self = .loopback6(port: port)
        } else {
            return nil
        }
    }

    /// In the form that is read.
    public var description: String {
        switch self {
        case .unix(let path): path
        case .loopback4(let port): "127.0.0.1:\(port)"
        case .loopback6(let port): "[::1]:\(port)"
        }
    }

    private static func port(in text: String, after host: String) -> UInt16? {
        guard text.hasPrefix(host) else { return nil }
        let digits = text.dropFirst(host.count)
        guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return UInt16(digits).flatMap { $0 > 0 ? $0 : nil }
    }
}
