internal import Postgres
internal import SMTP

/// The settings of the notifier, from the environment and the credentials.
public struct NotifierConfiguration: Sendable {
    /// What every process has.
    let process: ProcessSettings
    /// How many messages are sent at once: 1 to 64.
    public let threads: Int
    /// How long a message belongs to the notifier that claimed it: 10 s to an hour. Sending it may take half of that.
    public let lease: Duration
    let server: SMTPServer
    let sender: MailAddress
    let reviewLink: ReviewLink
    let templates: TemplateSet

    /// Reads the settings, and the templates. All that is wrong with them is found before anything is said.
    public init(environment: [String: String]) throws(ConfigurationErrors) {
        var reader = EnvironmentReader(environment)
        process = ProcessSettings(&reader)
        threads = reader.integer("VEXAR_NOTIFY_THREADS", 1...64, standard: 4)
        lease = .seconds(reader.integer("VEXAR_NOTIFY_LEASE", 10...3_600, standard: 120))
        let server = reader.mailServer()
        let sender = reader.required(
            "VEXAR_MAIL_FROM", "must be an e-mail address that SMTP can name", example: "bookings@example.com"
        ) { text in
            MailAddress(text).flatMap { address in
                (try? Envelope(sender: address.specification, recipient: address.specification)).map { _ in address }
            }
        }
        let reviewLink = reader.required(
            "VEXAR_REVIEW_URL", "must be an http or https URL with {token} in it once",
            example: "https://example.com/review/{token}", ReviewLink.init)
        let templates = reader.templates()
        try reader.throwIfAny()
        guard let server, let sender, let reviewLink, let templates else { throw ConfigurationErrors(lines: []) }
        self.server = server
        self.sender = sender
        self.reviewLink = reviewLink
        self.templates = templates
    }

    /// A call takes a quarter of the lease at most, so that a database that hangs does not eat up what sending needs.
    var connection: ConnectionSettings {
        var settings = process.connection(named: "vexar notify")
        settings.callTimeout = min(settings.callTimeout, lease / 4)
        return settings
    }
}

extension EnvironmentReader {
    /// How to reach the mail server, which has to be set.
    mutating func mailServer() -> SMTPServer? {
        let policy = word(
            "VEXAR_SMTP_TLS", of: ["auto"] + SMTPServer.TLSPolicy.allCases.map(\.rawValue), standard: "auto")
        var caFile = text("VEXAR_SMTP_CA_FILE")
        if let problem = caFile.flatMap(SMTPServer.problem(ofCAFile:)) {
            complain(of: "VEXAR_SMTP_CA_FILE", problem, "/etc/ssl/certs/ca-certificates.crt")
            caFile = nil
        }
        guard let url = text("VEXAR_SMTP_URL") else {
            complain(of: "VEXAR_SMTP_URL", "is not set", "smtp://user:password@mail.example.com:587")
            return nil
        }
        do {
            return try SMTPServer(url, tls: .init(rawValue: policy), caFile: caFile)
        } catch {
            complain(of: "VEXAR_SMTP_URL", "cannot be used: \(error)", "smtp://user:password@mail.example.com:587")
            return nil
        }
    }

    /// The built-in templates with those of a directory, if one is set.
    mutating func templates() -> TemplateSet? {
        do {
            return try TemplateSet(directory: text("VEXAR_TEMPLATES"))
        } catch {
            for line in error.lines {
                complain(of: "VEXAR_TEMPLATES", "cannot be used: \(line)", "/etc/vexar/templates")
            }
            return nil
        }
    }
}
