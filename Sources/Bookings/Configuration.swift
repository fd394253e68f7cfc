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

    /// What every process has.
    let process: ProcessSettings
    /// Where requests come from.
    public let listening: Listening
    /// Threads that answer requests, each with a connection of its own: 1 to 256.
    public let threads: Int
    /// The secret of the tokens that are accepted beside API keys; nil where none are.
    public let tokenSecret: String?
    /// Whether each request leaves a line in the log.
    public let logsRequests: Bool

    /// Reads the settings. All that is wrong with them is found before anything is said.
    public init(environment: [String: String]) throws(ConfigurationErrors) {
        var reader = EnvironmentReader(environment)
        process = ProcessSettings(&reader)
        listening = reader.listening()
        threads = reader.integer("VEXAR_THREADS", 1...256, standard: 8)
        tokenSecret = reader.secret("VEXAR_JWT_SECRET", atLeast: 32)
        logsRequests = reader.word("VEXAR_REQUEST_LOG", of: ["on", "off"], standard: "on") == "on"
        // The metrics' socket takes its path over from whoever has it.
        if case .unix(let path) = process.metrics, listening == .path(path) {
            reader.complain(
                of: "VEXAR_METRICS", "must be another path than VEXAR_LISTEN", ProcessSettings.metricsExample)
        }
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
}
