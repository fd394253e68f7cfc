/// A mail server that takes messages from us, and how to speak to it.
public struct SMTPServer: Sendable {
    /// Whether what is said is encrypted. The certificate is verified in any case, host name included.
    public enum TLSPolicy: String, Sendable, CaseIterable {
        /// Nothing but EHLO and STARTTLS is said in the clear (RFC 3207).
        case required
        /// STARTTLS is used if the server offers it. Whoever sits in between can take the offer away.
        case optional
        /// STARTTLS is not used.
        case off
    }

    /// A name, or an IPv4 or IPv6 address, the latter in brackets.
    public let host: String
    /// 1 to 65535.
    public let port: Int
    /// TLS begins with the first byte (RFC 8314), `smtps://`.
    public let isTLSFromStart: Bool
    /// Whether what is said is encrypted; `required` with `smtps://`.
    public let tls: TLSPolicy
    /// PEM file of the authorities that are trusted instead of the system's.
    public let caFile: String?
    let credentials: Credentials?
    /// What to say in EHLO; nil for the name of this machine.
    let clientName: String?

    struct Credentials: Sendable {
        let user: String
        let password: String
    }

    /// Reads `smtp://[user:password@]host[:port][/client]` or the same with `smtps://`. The ports are 587 and 465
    /// unless given, `client` is what this machine calls itself in EHLO, by default its host name.
    ///
    /// - Parameters:
    ///   - tls: by default `required` with `smtp://`, but `optional` if the host is this machine.
    ///   - caFile: a PEM file of the authorities to trust instead of the system's.
    /// - Throws: what is wrong and how to write it, without quoting the URL.
    public init(_ url: String, tls: TLSPolicy? = nil, caFile: String? = nil) throws(SMTPServerError) {
        let url = try ServerURL(url)
        host = url.host
        isTLSFromStart = url.scheme == "smtps"
        port = url.port ?? (isTLSFromStart ? 465 : 587)
        credentials = url.credentials
        clientName = url.clientName
        self.tls = try SMTPServer.policy(tls, for: url)
        self.caFile = caFile
        if let caFile, let problem = Self.problem(ofCAFile: caFile) {
            throw SMTPServerError("the file of trusted authorities \(problem)")
        }
    }

    /// What libcurl connects to.
    var curlURL: String {
        "\(isTLSFromStart ? "smtps" : "smtp")://\(host):\(port)/\(clientName ?? "")"
    }

    private static func policy(_ wanted: TLSPolicy?, for url: ServerURL) throws(SMTPServerError) -> TLSPolicy {
        guard url.scheme == "smtp" else {
            if wanted == nil || wanted == .required { return .required }
            throw SMTPServerError(
                "smtps:// is TLS from the first byte: with the TLS policy off or optional write smtp://")
        }
        let policy = wanted ?? (isThisMachine(url.host) ? .optional : .required)
        guard policy == .required || url.credentials == nil || isThisMachine(url.host) else {
            throw SMTPServerError(
                "a password is never sent unencrypted to another machine: leave the TLS policy at required, or the "
                    + "user and password out of the URL")
        }
        return policy
    }
}

extension SMTPServer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The URL without user and password.
    public var description: String {
        "\(isTLSFromStart ? "smtps" : "smtp")://\(credentials == nil ? "" : "***@")\(host):\(port)"
    }

    /// As `description`.
    public var debugDescription: String { description }

    /// Without children, so that `dump` does not print the password either.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

/// What is wrong with the settings of a server. It never quotes them.
public struct SMTPServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, and how to write it.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
