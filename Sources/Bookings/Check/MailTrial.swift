internal import SMTP

/// The mail server, tried up to the point where a message would begin.
struct MailTrial {
    private let server: SMTPServer

    init(_ server: SMTPServer) {
        self.server = server
    }

    func finding() -> Finding {
        do throws(SMTPFailure) {
            try SMTPClient(server).probe()
            return .ok("mail server", "\(server) lets us in")
        } catch {
            return .fail("mail server", "\(server), at \(error.stage): \(error.text)", Self.advice(at: error.stage))
        }
    }

    private static func advice(at stage: SMTPStage) -> String {
        switch stage {
        case .connect, .greeting: "see whether the server runs, and whether host and port in VEXAR_SMTP_URL are right"
        case .ehlo, .mail, .rcpt, .data, .answer, .unknown: "ask whoever runs the mail server"
        case .starttls: "see VEXAR_SMTP_TLS and VEXAR_SMTP_CA_FILE, and the name in the server's certificate"
        case .auth: "see user and password in VEXAR_SMTP_URL"
        }
    }
}
