/// The settings of each command that has any: every mistake in them, and what is likely misspelt.
struct SettingsCheck {
    let environment: [String: String]

    func findings() -> [Finding] {
        let strangers = EnvironmentReader(environment).warnings.map { Finding.warn("settings", $0) }
        return [
            mistakes("settings of serve", of: ["VEXAR_DATABASE_URL"]) { () throws(ConfigurationErrors) in
                _ = try Configuration(environment: environment)
            },
            mistakes("settings of notify", of: ["VEXAR_SMTP_URL", "VEXAR_MAIL_FROM", "VEXAR_REVIEW_URL"]) {
                () throws(ConfigurationErrors) in
                _ = try NotifierConfiguration(environment: environment)
            },
            mistakes("settings of operators", of: ["VEXAR_ADMIN_DATABASE_URL"]) { () throws(ConfigurationErrors) in
                _ = try OperatorConfiguration(environment: environment)
            },
            mistakes("settings of housekeep", of: ["VEXAR_KEEP_MESSAGES", "VEXAR_KEEP_HISTORY"]) {
                () throws(ConfigurationErrors) in
                _ = try Retention(environment: environment)
            },
        ].flatMap { $0 } + strangers
    }

    /// - Parameter names: what has to be set for a command; with none of them set it is not meant to run here.
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
