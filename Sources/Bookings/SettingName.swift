/// The names of all settings of all commands, so that one that is misspelt can be told from those of another command.
enum SettingName {
    static let all: Set<String> = [
        "VEXAR_DATABASE_URL", "VEXAR_DIRECT_DATABASE_URL", "VEXAR_ADMIN_DATABASE_URL", "VEXAR_LISTEN", "VEXAR_THREADS",
        "VEXAR_JWT_SECRET", "VEXAR_LOG_LEVEL", "VEXAR_PREPARED_STATEMENTS", "VEXAR_SMTP_URL", "VEXAR_SMTP_TLS",
        "VEXAR_SMTP_CA_FILE", "VEXAR_MAIL_FROM", "VEXAR_REVIEW_URL", "VEXAR_TEMPLATES", "VEXAR_NOTIFY_THREADS",
        "VEXAR_NOTIFY_LEASE", "VEXAR_REQUEST_LOG", "VEXAR_METRICS", "VEXAR_KEEP_MESSAGES", "VEXAR_KEEP_HISTORY",
    ]

    /// What deploy/dev and the tests hand to scripts, and so to whatever a script starts.
    private static let ofScripts: Set<String> = [
        "VEXAR_URL", "VEXAR_API_KEY", "VEXAR_BIN", "VEXAR_PORT", "VEXAR_LONG", "VEXAR_SEED", "VEXAR_TEST_RUN",
    ]

    /// Those that begin like a setting and are none, in order.
    static func strangers(among names: some Sequence<String>) -> [String] {
        Set(names.filter { $0.hasPrefix("VEXAR_") }).subtracting(all).subtracting(ofScripts).sorted()
    }

    /// What is said of one.
    static func warning(of name: String) -> String {
        let meant =
            likeliest(for: name).map { "did you mean \($0)?" } ?? "remove it, or see the README for what there is"
        return "\(name.onOneLine) is not a setting and was ignored: \(meant)"
    }

    /// The setting from which a name is at most three keystrokes away.
    private static func likeliest(for name: String) -> String? {
        let distances = all.sorted().map { (name: $0, distance: distance(from: name, to: $0)) }
        guard let nearest = distances.min(by: { $0.distance < $1.distance }), nearest.distance <= 3 else { return nil }
        return nearest.name
    }

    /// How many bytes to insert, remove or replace (Levenshtein).
    private static func distance(from one: String, to other: String) -> Int {
        let target = Array(other.utf8)
        var row = Array(0...target.count)
        for (i, byte) in one.utf8.prefix(255).enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, wanted) in target.enumerated() {
                let replaced = diagonal + (byte == wanted ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[target.count]
    }
}
