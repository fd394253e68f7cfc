internal import Postgres

/// Reads settings and remembers what is wrong with them. Each comes from the environment or, where that has none, from
/// the file of its name among the credentials. One that is empty counts as not set.
struct EnvironmentReader {
    private let environment: [String: String]
    private let credentials: CredentialDirectory
    private var unreadable: Set<String> = []
    private var lines: [String] = []

    init(_ environment: [String: String]) {
        self.environment = environment
        credentials = CredentialDirectory(environment)
    }

    mutating func text(_ name: String) -> String? {
        do {
            let value = environment[name].flatMap { $0.isEmpty ? nil : $0 }
            guard let text = try value ?? credentials.read(name), !text.isEmpty else { return nil }
            guard text.unicodeScalars.contains(where: Self.isUnseen) else { return text }
            complain(of: name, "has a line break, another control character or a byte order mark in it; write it anew")
            unreadable.insert(name)
            return nil
        } catch {
            complain(of: name, "\(error)")
            unreadable.insert(name)
            return nil
        }
    }

    /// What an editor may leave in a file and no setting has: a secret with it would be another one, and nobody could
    /// see why all tokens are refused.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar == "\u{FEFF}"
    }

    /// Notes a mistake, with a value that would be none. Of a value that cannot be read nothing else is said.
    mutating func complain(of name: String, _ problem: String, _ example: String? = nil) {
        guard !unreadable.contains(name) else { return }
        lines.append("\(name) \(problem)" + (example.map { "; for example \(name)=\($0)" } ?? ""))
    }

    /// Whether anything that was read so far is wrong.
    var hasComplaints: Bool { !lines.isEmpty }

    /// What is set and is no setting of this program, a line each: likely one that is misspelt.
    var warnings: [String] {
        let names = environment.filter { !$0.value.isEmpty }.keys + credentials.names
        return SettingName.strangers(among: names).map(SettingName.warning)
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
    mutating func requiredDatabase(_ name: String) -> String {
        if let database = database(name) { return database }
        complain(of: name, "is not set", Self.databaseExample(name))
        return ""
    }

    /// Whether statements are prepared.
    mutating func preparesStatements() -> Bool {
        word("VEXAR_PREPARED_STATEMENTS", of: ["on", "off"], standard: "on") == "on"
    }

    /// A connection string that can be read.
    mutating func database(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        guard let problem = ConnectionSettings(text).problem else { return text }
        complain(of: name, "cannot be used: \(problem)", Self.databaseExample(name))
        return text
    }

    private static func databaseExample(_ name: String) -> String {
        let role = name == "VEXAR_ADMIN_DATABASE_URL" ? "vexar_admin" : "vexar_app"
        return "postgresql://\(role)@db.example:5432/vexar"
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
