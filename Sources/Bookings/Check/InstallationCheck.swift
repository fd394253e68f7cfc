internal import FastCGI
internal import Postgres
internal import SMTP

/// Tries everything that serve, notify and the operators' commands need, as far as it is set in an environment, and
/// changes nothing.
public struct InstallationCheck {
    private let environment: [String: String]
    /// What descriptor 0 is no listening socket for; looked at before a connection could take that number.
    private let inheritedProblem: ListeningSocketError?

    /// - Parameter environment: where the settings are, or their credentials' directory is.
    public init(environment: [String: String]) {
        self.environment = environment
        inheritedProblem = ListeningSocket.problemOfInherited()
    }

    /// Looks at one thing after the other. Takes seconds, and up to a minute where something does not answer.
    public func run() -> InstallationReport {
        var reader = EnvironmentReader(environment)
        let findings =
            SettingsCheck(environment: environment).findings() + database(&reader) + adminDatabase(&reader)
            + mail(&reader) + SocketTrial(inheritedProblem: inheritedProblem).findings(&reader)
        return InstallationReport(findings: findings)
    }

    private func database(_ reader: inout EnvironmentReader) -> [Finding] {
        let name = "VEXAR_DATABASE_URL"
        guard let url = reader.usableDatabase(name) else { return [.notSet("database", "no \(name)")] }
        let shared = DatabaseTrial(url, name: name, prepares: reader.preparesStatements())
        var findings = shared.findings("database", role: .bound) + shared.conditions()
        let directName = "VEXAR_DIRECT_DATABASE_URL"
        let direct = reader.usableDatabase(directName).map { DatabaseTrial($0, name: directName, prepares: true) }
        if let direct { findings += direct.findings("direct database", role: .bound) }
        // Of a database that is away once is enough.
        guard shared.isReachable else { return findings }
        return findings + [ListeningTrial(listener: direct ?? shared, speaker: shared).finding()]
    }

    private func adminDatabase(_ reader: inout EnvironmentReader) -> [Finding] {
        let name = "VEXAR_ADMIN_DATABASE_URL"
        guard let url = reader.usableDatabase(name) else { return [.notSet("admin database", "no \(name)")] }
        let trial = DatabaseTrial(url, name: name, prepares: true)
        // The schema and the clock are those of the service, where that was tried.
        let isAlone = reader.usableDatabase("VEXAR_DATABASE_URL") == nil
        return trial.findings("admin database", role: .provisioning) + (isAlone ? trial.conditions() : [])
    }

    private func mail(_ reader: inout EnvironmentReader) -> [Finding] {
        var findings: [Finding] = []
        if reader.text("VEXAR_SMTP_URL") == nil {
            findings.append(.notSet("mail server", "no VEXAR_SMTP_URL"))
        } else if let server = reader.mailServer() {
            findings.append(MailTrial(server).finding())
        }
        guard let directory = reader.text("VEXAR_TEMPLATES") else {
            return findings + [.notSet("templates", "no VEXAR_TEMPLATES, the built-in ones are used")]
        }
        // What is wrong with them is a mistake of the settings, and told there.
        if reader.templates() != nil { findings.append(.ok("templates", "those in \(directory) can be used")) }
        return findings
    }
}

extension EnvironmentReader {
    /// A connection string that can be read; one that cannot be is a mistake of the settings, and told there.
    fileprivate mutating func usableDatabase(_ name: String) -> String? {
        text(name).flatMap { ConnectionSettings($0).problem == nil ? $0 : nil }
    }
}
