internal import Postgres

/// The settings of the service, from the environment.
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

    static let databaseExample = "postgresql://vexar_app@db.example:5432/vexar"

    /// Reads the variables. All that is wrong with them is found before anything is said.
    public init(environment: [String: String]) throws(ConfigurationErrors) {
        var reader = EnvironmentReader(environment)
        database = reader.database("VEXAR_DATABASE_URL") ?? ""
        if database.isEmpty { reader.complain(of: "VEXAR_DATABASE_URL", "is not set", Self.databaseExample) }
        directDatabase = reader.database("VEXAR_DIRECT_DATABASE_URL") ?? database
        listening = reader.text("VEXAR_LISTEN").map(Listening.path) ?? .inherited
        threads = reader.integer("VEXAR_THREADS", 1...256, standard: 8)
        tokenSecret = reader.secret("VEXAR_JWT_SECRET", atLeast: 32)
        logLevel = reader.word(
            "VEXAR_LOG_LEVEL", of: ["trace", "debug", "info", "notice", "warning", "error", "critical"],
            standard: "info")
        preparesStatements = reader.word("VEXAR_PREPARED_STATEMENTS", of: ["on", "off"], standard: "on") == "on"
        try reader.throwIfAny()
    }
}

/// Everything that is wrong with the environment.
public struct ConfigurationErrors: Error, CustomStringConvertible, Equatable {
    /// One line for each variable.
    public let lines: [String]

    /// The lines.
    public var description: String { lines.joined(separator: "\n") }
}

/// Reads variables and remembers what is wrong with them. One that is empty counts as not set.
private struct EnvironmentReader {
    private let environment: [String: String]
    private var lines: [String] = []

    init(_ environment: [String: String]) {
        self.environment = environment
    }

    func text(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Notes a mistake, with a value that would be none.
    mutating func complain(of name: String, _ problem: String, _ example: String) {
        lines.append("\(name) \(problem); for example \(name)=\(example)")
    }

    /// A connection string that can be read.
    mutating func database(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        guard let problem = ConnectionSettings(text).problem else { return text }
        complain(of: name, "cannot be used: \(problem)", Configuration.databaseExample)
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
