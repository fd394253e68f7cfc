internal import Postgres
internal import Prometheus

/// Reads variables and remembers what is wrong with them. One that is empty counts as not set.
struct EnvironmentReader {
    private static let databaseExample = "postgresql://vexar_app@db.example:5432/vexar"

    private let environment: [String: String]
    private var lines: [String] = []

    init(_ environment: [String: String]) {
        self.environment = environment
    }

    func text(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Notes a mistake, with a value that would be none.
    mutating func complain(of name: String, _ problem: String, _ example: String? = nil) {
        lines.append("\(name) \(problem)" + (example.map { "; for example \(name)=\($0)" } ?? ""))
    }

    /// A value that has to be there, in a form of its own.
    mutating func required<Value>(
        _ name: String, _ rule: String, example: String, _ parse: (String) -> Value?
    ) -> Value? {
        guard let text = text(name) else {
            complain(of: name, "is not set", example)
            return nil
        }
        if let value = parse(text) { return value }
        complain(of: name, rule, example)
        return nil
    }

    /// How to reach the database, which has to be set.
    mutating func requiredDatabase() -> String {
        if let database = database("VEXAR_DATABASE_URL") { return database }
        complain(of: "VEXAR_DATABASE_URL", "is not set", Self.databaseExample)
        return ""
    }

    /// The least severe lines that are logged.
    mutating func logLevel() -> String {
        word(
            "VEXAR_LOG_LEVEL", of: ["trace", "debug", "info", "notice", "warning", "error", "critical"],
            standard: "info")
    }

    /// Whether statements are prepared.
    mutating func preparesStatements() -> Bool {
        word("VEXAR_PREPARED_STATEMENTS", of: ["on", "off"], standard: "on") == "on"
    }

    /// Where the metrics are offered; nil where they are not.
    mutating func metrics() -> ScrapeAddress? {
        guard let text = text("VEXAR_METRICS") else { return nil }
        if let address = ScrapeAddress(text) { return address }
        complain(
            of: "VEXAR_METRICS", "must be the path of a socket to make, or 127.0.0.1:PORT or [::1]:PORT",
            "/run/vexar/metrics")
        return nil
    }

    /// A connection string that can be read.
    mutating func database(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        guard let problem = ConnectionSettings(text).problem else { return text }
        complain(of: name, "cannot be used: \(problem)", Self.databaseExample)
        return text
    }

    mutating func integer(_ name: String, _ range: ClosedRange<Int>, standard: Int) -> Int {
        guard let text = text(name) else { return standard }
        if let value = Int(text), range.contains(value) { return value }
        complain(
            of: name, "must be an integer from \(range.lowerBound) to \(range.upperBound)", String(standard))
        return standard
    }

    mutating func word(_ name: String, of words: [String], standard: String) -> String {
        guard let text = text(name) else { return standard }
        if words.contains(text) { return text }
        complain(of: name, "must be one of \(words.joined(separator: ", "))", standard)
        return standard
    }

    mutating func secret(_ name: String, atLeast length: Int) -> String? {
        guard let text = text(name) else { return nil }
        if text.utf8.count >= length { return text }
        lines.append("\(name) must have at least \(length) bytes; for example the output of openssl rand -hex 32")
        return nil
    }

    func throwIfAny() throws(ConfigurationErrors) {
        if !lines.isEmpty { throw ConfigurationErrors(lines: lines) }
    }
}
