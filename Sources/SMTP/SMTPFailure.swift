/// How far a message came with the server.
public enum SMTPStage: String, Sendable, Equatable, CaseIterable {
    /// Looking up the host and connecting; with `smtps://` the TLS handshake too.
    case connect
    /// Waiting for the server's first words.
    case greeting
    /// EHLO, or HELO where the server does not know it.
    case ehlo
    /// STARTTLS and the TLS handshake.
    case starttls
    /// AUTH and all that belongs to it.
    case auth
    /// MAIL FROM.
    case mail
    /// RCPT TO.
    case rcpt
    /// DATA, and sending the message up to and without its final dot.
    case data
    /// From the final dot on: the server's last word.
    case answer
    /// libcurl could not be set up: nothing was said to anybody.
    case unknown
}

/// Why a message was not sent, or is not known to have been.
public struct SMTPFailure: Error, Sendable, Equatable {
    /// What to do about it.
    public enum Verdict: Sendable, Equatable {
        /// The server wants this message never (5xx to RCPT, DATA or the message), or it cannot be written in SMTP.
        /// The next message is not concerned.
        case refused
        /// Worth another try later: everything else that goes wrong.
        case transient
        /// ``SMTPAbort`` was raised, and the server has not got the message.
        case aborted
    }

    /// How far it came.
    public let stage: SMTPStage
    /// The server's reply code, 400 to 599, if a reply was the reason.
    public let reply: Int?
    /// The server's words or, where it said nothing that counts, what happened. One line without control characters
    /// and credentials, at most 500 characters; bytes that are not UTF-8 are replaced.
    public let text: String
    /// What to do about it.
    public let verdict: Verdict
    /// The final dot was sent and no reply came: the server may have taken the message, and may not.
    public let isOutcomeUnknown: Bool

    init(
        _ verdict: Verdict, at stage: SMTPStage, reply: Int? = nil, isOutcomeUnknown: Bool = false, _ text: String
    ) {
        self.stage = stage
        self.reply = reply
        self.text = oneLine(text)
        self.verdict = verdict
        self.isOutcomeUnknown = isOutcomeUnknown
    }
}

extension SMTPFailure: CustomStringConvertible {
    /// For logs: it contains no address but what the server chose to repeat.
    public var description: String {
        let unknown = isOutcomeUnknown ? ", whether it was taken is not known" : ""
        return "\(verdict) at \(stage)\(unknown): \(text)"
    }
}

/// At most 500 characters of a text without control and format characters, which in a log could forge a line or turn
/// the writing direction. What separates lines becomes a blank.
func oneLine(_ text: String) -> String {
    let scalars = text.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
        switch scalar.properties.generalCategory {
        case .lineSeparator, .paragraphSeparator: " "
        case .control where scalar == "\n" || scalar == "\t": " "
        case .control, .format: nil
        default: scalar
        }
    }
    var line = String.UnicodeScalarView()
    line.append(contentsOf: scalars)
    // Characters can be of any length: 500 scalars are the limit that holds in bytes too.
    return String(String(line.prefix(500)).trimmingBlanks())
}

extension String {
    fileprivate func trimmingBlanks() -> Substring {
        let start = drop { $0 == " " }
        return start.lastIndex { $0 != " " }.map { start[...$0] } ?? ""
    }
}
