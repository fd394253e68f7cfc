internal import Postgres
internal import Prometheus

/// The settings that every process of the service has, whatever it does.
struct ProcessSettings: Sendable {
    /// A VEXAR_METRICS that works: root's own directory would not.
    static let metricsExample = "/run/vexar-worker/metrics.sock"

    /// How to reach the database, as the role vexar_app.
    let database: String
    /// How to reach it without a proxy that pools transactions, through which nothing can be listened to.
    let directDatabase: String
    /// Whether statements are prepared; off behind a proxy that pools transactions.
    let preparesStatements: Bool
    /// The least severe lines that are logged.
    let logLevel: String
    /// Where the metrics are offered; nil where they are not.
    let metrics: ScrapeAddress?
    /// What is set and is no setting, a line each.
    let warnings: [String]

    /// Reads them. What is wrong is noted by the reader, among all else that is.
    init(_ reader: inout EnvironmentReader) {
        database = reader.requiredDatabase("VEXAR_DATABASE_URL")
        directDatabase = reader.database("VEXAR_DIRECT_DATABASE_URL") ?? database
        preparesStatements = reader.preparesStatements()
        logLevel = reader.logLevel()
        metrics = reader.metrics()
        warnings = reader.warnings
    }

    /// How to connect, under this name among the server's connections.
    func connection(named name: String) -> ConnectionSettings {
        var settings = ConnectionSettings(database)
        settings.applicationName = name
        settings.prepared = preparesStatements
        return settings
    }

    /// How to connect past any proxy.
    var direct: ConnectionSettings {
        ConnectionSettings(directDatabase)
    }
}

extension EnvironmentReader {
    fileprivate mutating func logLevel() -> String {
        word(
            "VEXAR_LOG_LEVEL", of: ["trace", "debug", "info", "notice", "warning", "error", "critical"],
            standard: "info")
    }

    fileprivate mutating func metrics() -> ScrapeAddress? {
        guard let text = text("VEXAR_METRICS") else { return nil }
        if let address = ScrapeAddress(text) { return address }
        complain(
            of: "VEXAR_METRICS", "must be the path of a socket to make, or 127.0.0.1:PORT or [::1]:PORT",
            ProcessSettings.metricsExample)
        return nil
    }
}
