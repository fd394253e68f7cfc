/// The settings of each command that has any: every mistake in them, and what is likely misspelt.
struct SettingsCheck {
    /// What has to be set for a command; with none of them set it is not meant to run here.
    private static let ofServe = ["VEXAR_DATABASE_URL"]
    private static let ofNotify = ["VEXAR_SMTP_URL", "VEXAR_MAIL_FROM", "VEXAR_REVIEW_URL"]
    private static let ofOperators = ["VEXAR_ADMIN_DATABASE_URL"]

    let environment: [String: String]

    func findings() -> [Finding] {
        let strangers = EnvironmentReader(environment).warnings.map { Finding.warn("settings", $0) }
        let isAnyCommandMeant = isAnySet(of: Self.ofServe + Self.ofNotify + Self.ofOperators)
        return (isAnyCommandMeant ? [] : [nothingIsSet]) + commands() + strangers
    }

    /// Not good, though nothing in it is wrong: most likely nobody said where the credentials are.
    private var nothingIsSet: Finding {
        let directory = environment["CREDENTIALS_DIRECTORY"].flatMap { $0.isEmpty ? nil : $0 }
        let place = directory.map { "in \($0.onOneLine)" } ?? "without CREDENTIALS_DIRECTORY"
        return .fail(
            "settings", "nothing is set that a command needs, neither in the environment nor \(place)",
            "set it, for example by CREDENTIALS_DIRECTORY=/etc/vexar/credentials vexar check")
    }

    private func commands() -> [Finding] {
        [
            mistakes("settings of serve", of: Self.ofServe) { () throws(ConfigurationErrors) in
                _ = try Configuration(environment: environment)
            },
            mistakes("settings of notify", of: Self.ofNotify) {
                () throws(ConfigurationErrors) in
                _ = try NotifierConfiguration(environment: environment)
            },
            mistakes("settings of operators", of: Self.ofOperators) { () throws(ConfigurationErrors) in
                _ = try OperatorConfiguration(environment: environment)
            },
            mistakes("settings of housekeep", of: ["VEXAR_KEEP_MESSAGES", "VEXAR_KEEP_HISTORY"]) {
                () throws(ConfigurationErrors) in
                _ = try Retention(environment: environment)
            },
        ].flatMap { $0 }
    }

    /// - Parameter names: of which one at least is set, where the command is meant to run.
    private func mistakes(
        _ subject: String, of names: [String], _ read: () throws(ConfigurationErrors) -> Void
    ) -> [Finding] {
        guard isAnySet(of: names) else {
            return [.notSet(subject, "no \(names.joined(separator: ", "))")]
        }
        do {
            try read()
            return [.ok(subject, "no mistakes")]
        } catch {
            return error.lines.map { .fail(subject, $0) }
        }
    }

    /// One that is there and cannot be read is set, too.
    private func isAnySet(of names: [String]) -> Bool {
        var reader = EnvironmentReader(environment)
        let isAnyText = names.contains { reader.text($0) != nil }
        return isAnyText || reader.hasComplaints
    }
}
