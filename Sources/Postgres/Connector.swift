import CPostgres

/// Makes a connection without ever waiting longer for a host than it may.
///
/// libpq's own `connect_timeout` works in its blocking calls only, and those print a server's start-up warnings on
/// standard error: a receiver for notices can be installed no earlier than between `PQconnectStartParams` and the
/// first `PQconnectPoll`. Looking up a host's name can still take as long as the system's resolver lets it.
struct Connector {
    private let settings: ConnectionSettings
    private let string: ConnectionString
    private let notices: NoticeBox

    init(_ settings: ConnectionSettings, notices: NoticeBox) throws(PostgresError) {
        self.settings = settings
        self.notices = notices
        string = try ConnectionString(settings.conninfo)
    }

    /// An open connection, which the caller has to finish.
    func connect() throws(PostgresError) -> OpaquePointer {
        var hosts = string.hosts
        while true {
            switch try attempt(hosts) {
            case .connected(let handle): return handle
            // libpq itself goes on to the next host after a refusal, but knows of no time limit.
            case .silent(let host) where host + 1 < hosts.count: hosts.removeFirst(host + 1)
            case .silent: throw failure("no answer within \(timeout)", secrets: [])
            }
        }
    }

    private enum Attempt {
        case connected(OpaquePointer)
        /// The host with this number let its time pass.
        case silent(Int)
    }

    private func attempt(_ hosts: HostList) throws(PostgresError) -> Attempt {
        guard let handle = start(hosts) else { throw failure("out of memory", secrets: []) }
        notices.install(on: handle)
        var progress = Progress(handle, deadline: Deadline(after: timeout))
        var state = PQstatus(handle) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            if state == PGRES_POLLING_FAILED {
                defer { PQfinish(handle) }
                throw failure(singleLine(PQerrorMessage(handle)), secrets: [singleLine(PQpass(handle))])
            }
            guard progress.deadline.wait(for: state == PGRES_POLLING_READING ? .read : .write, on: PQsocket(handle))
            else {
                PQfinish(handle)
                return .silent(progress.number)
            }
            state = PQconnectPoll(handle)
            progress.update(handle, timeout)
        }
        return .connected(handle)
    }

    private func start(_ hosts: HostList) -> OpaquePointer? {
        let parameters = string.parameters(settings, hosts: hosts)
        // Both lists end with nil, as libpq wants it.
        return CStringList(parameters.map(\.key) + [nil]).withPointers { keywords in
            CStringList(parameters.map(\.value) + [nil]).withPointers { values in
                PQconnectStartParams(keywords, values, 0)
            }
        }
    }

    private var timeout: Duration {
        guard let seconds = string["connect_timeout"].flatMap({ Int32($0) }), seconds > 0 else {
            return settings.connectTimeout
        }
        return .seconds(seconds)
    }

    private func failure(_ reason: String, secrets: [String]) -> PostgresError {
        var reason = reason
        for secret in string.secrets + secrets where !secret.isEmpty {
            reason = reason.replacing(secret, with: "***")
        }
        return PostgresError(.connection, "cannot connect to the database: \(reason)", step: .connect)
    }
}

/// Which host of the list libpq is at, and until when that one has time.
private struct Progress {
    private var host: String
    private(set) var number = 0
    private(set) var deadline: Deadline

    init(_ handle: OpaquePointer, deadline: Deadline) {
        host = Progress.host(handle)
        self.deadline = deadline
    }

    mutating func update(_ handle: OpaquePointer, _ timeout: Duration) {
        let current = Progress.host(handle)
        guard current != host else { return }
        host = current
        number += 1
        deadline = Deadline(after: timeout)
    }

    private static func host(_ handle: OpaquePointer) -> String {
        "\(singleLine(PQhost(handle))) \(singleLine(PQhostaddr(handle))) \(singleLine(PQport(handle)))"
    }
}
