import Glibc
import Postgres
import Synchronization

@testable import struct Postgres.ConnectionString

/// A relay between one client and the test server that reads what the client says, and can cut the line.
final class Relay: Sendable {
    /// When to cut the line.
    enum Cut: Sendable {
        case never
        /// When a statement with this text is about to pass: the server does not get it.
        case before(String)
        /// When the server has answered the statements up to the Sync after it: the client does not get that.
        case after(String)
    }

    private struct Seen {
        var syncs = 0
        var namedStatements = 0
        var startup = ""
        var cut = Cut.never
    }

    private let seen = Mutex(Seen())
    private let listener: Int32
    private let port: UInt16
    private let server: ServerAddress

    private init(server: ServerAddress) throws {
        self.server = server
        (listener, port) = try listenOnLoopback()
    }

    /// Runs `body` with a relay and with the settings to connect through it.
    static func between(_ body: (Relay, ConnectionSettings) throws -> Void) throws {
        let conninfo = try TestServer.conninfo()
        let relay = try Relay(server: ServerAddress(conninfo))
        try withThread({ relay.serve() }) {
            defer { shutdown(relay.listener, Int32(SHUT_RDWR)) }
            try body(relay, ConnectionSettings(relay.conninfo(like: conninfo)))
        }
        close(relay.listener)
    }

    /// How often the client has asked for all answers so far: its round trips.
    var syncs: Int { seen.withLock { $0.syncs } }
    /// How many statements it has prepared by name.
    var namedStatements: Int { seen.withLock { $0.namedStatements } }
    /// The text of its start-up packet.
    var startup: String { seen.withLock { $0.startup } }

    func cut(_ cut: Cut) {
        seen.withLock { $0.cut = cut }
    }

    private func conninfo(like conninfo: String) throws -> String {
        let string = try ConnectionString(conninfo)
        let same = ["user", "password", "dbname"].compactMap { key in string[key].map { "\(key)='\($0)'" } }
        return (same + ["host=127.0.0.1 port=\(port) sslmode=disable gssencmode=disable"]).joined(separator: " ")
    }

    private func serve() {
        while case let client = accept(listener, nil, nil), client >= 0 {
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            if let upstream = server.connect() {
                pump(client, upstream)
                close(upstream)
            }
            close(client)
        }
    }

    private func pump(_ client: Int32, _ upstream: Int32) {
        var messages = ClientMessages()
        var swallowing = false
        while true {
            var sockets = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: upstream, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&sockets, 2, 30_000) > 0 else { return }
            if sockets[1].revents != 0 {
                guard let bytes = receive(upstream), !swallowing, send(bytes, to: client) else { return }
            }
            if sockets[0].revents != 0 {
                guard let bytes = receive(client) else { return }
                for message in messages.add(bytes) {
                    switch note(message) {
                    case .never: break
                    case .before: return
                    case .after: swallowing = true
                    }
                    guard send(message.bytes, to: upstream) else { return }
                }
            }
        }
    }

    private func note(_ message: ClientMessages.Message) -> Cut {
        let text = message.text
        return seen.withLock { seen in
            switch message.kind {
            case nil: seen.startup = text
            case UInt8(ascii: "S"): seen.syncs += 1
            case UInt8(ascii: "P"): if message.bytes.count > 5, message.bytes[5] != 0 { seen.namedStatements += 1 }
            default: break
            }
            switch seen.cut {
            case .before(let wanted) where text.contains(wanted): return seen.cut
            case .after(let wanted) where text.contains(wanted): return seen.cut
            default: return .never
            }
        }
    }
}
