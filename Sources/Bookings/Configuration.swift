internal import FastCGI
internal import Prometheus

/// The settings of the service, from the environment and the credentials.
public struct Configuration: Sendable {
    /// Where requests come from.
    public enum Listening: Sendable, Equatable {
        /// The listening socket on file descriptor 0, as systemd and spawn-fcgi hand it over.
        case inherited
        /// A Unix socket of our own at this path.
        case path(String)
    }

    /// How to reach the database, as the role vexar_app.
    public let database: String
    /// How to reach it without a proxy that pools transactions, through which nothing can be listened to.
    public let directDatabase: String
    /// Where requests come from.
    public let listening: Listening
    /// Threads that answer requests, each with a connection of its own: 1 to 256.
    public let threads: Int
    /// The secret of the tokens that are accepted beside API keys; nil where none are.
    public let tokenSecret: String?
    /// The least severe lines that are logged.
    public let logLevel: String
    /// Whether statements are prepared; off behind a proxy that pools transactions.
    public let preparesStatements: Bool
    /// Whether each request leaves a line in the log.
    public let logsRequests: Bool
    /// Where the metrics are offered; nil where they are not.
    let metrics: ScrapeAddress?
    /// What is set and is no setting, a line each.
    let warnings: [String]

    /// Reads the settings. All that is wrong with them is found before anything is said.
    public init(environment: [String: String]) throws(ConfigurationErrors) {
        var reader = EnvironmentReader(environment)
        database = reader.requiredDatabase()
        directDatabase = reader.database("VEXAR_DIRECT_DATABASE_URL") ?? database
        listening = reader.listening()
        threads = reader.integer("VEXAR_THREADS", 1...256, standard: 8)
        tokenSecret = reader.secret("VEXAR_JWT_SECRET", atLeast: 32)
        logLevel = reader.logLevel()
        preparesStatements = reader.preparesStatements()
        logsRequests = reader.word("VEXAR_REQUEST_LOG", of: ["on", "off"], standard: "on") == "on"
        metrics = reader.metrics(besides: listening)
        warnings = reader.warnings
        try reader.throwIfAny()
    }
}

extension EnvironmentReader {
    /// Where requests come from.
    fileprivate mutating func listening() -> Configuration.Listening {
        guard let path = text("VEXAR_LISTEN") else { return .inherited }
        if let problem = ListeningSocket.problem(ofPath: path) {
            complain(of: "VEXAR_LISTEN", "cannot be used: \(problem)", "/run/vexar/vexar.sock")
        }
        return .path(path)
    }

    /// Where the metrics are offered: elsewhere, since their socket takes its path over from whoever has it.
    fileprivate mutating func metrics(besides listening: Configuration.Listening) -> ScrapeAddress? {
        guard let address = metrics() else { return nil }
        if case .unix(let path) = address, listening == .path(path) {
            complain(of: "VEXAR_METRICS", "must be another path than VEXAR_LISTEN", "/run/vexar/metrics")
        }
        return address
    }
}
