import CPostgres

/// A connection string or URL taken apart, and put together again with this module's defaults.
struct ConnectionString {
    private let given: [String: String]

    /// Throws without quoting the string: libpq's own words for what is wrong with it can contain a piece of a
    /// password that was not quoted or percent-encoded.
    init(_ conninfo: String) throws(PostgresError) {
        guard !conninfo.utf8.contains(0), !ConnectionString.isAmbiguousURL(conninfo),
            let given = ConnectionString.parse(conninfo)
        else {
            throw PostgresError(
                .connection,
                "the database's connection string cannot be read: it must be a PostgreSQL URL, in which @ : / ? # and % "
                    + "inside the password are percent-encoded, or key=value pairs, in which values with blanks are quoted",
                step: .connect)
        }
        if let problem = ConnectionString.mistake(in: given) {
            throw PostgresError(
                .connection, "the database's connection string has a mistake: \(problem)", step: .connect)
        }
        self.given = given
    }

    /// The value that the string itself gives to a keyword.
    subscript(keyword: String) -> String? { given[keyword] }

    /// The hosts to try, in their order.
    var hosts: HostList { HostList(host: given["host"], address: given["hostaddr"], port: given["port"]) }

    /// Everything that must not appear in an error.
    var secrets: [String] { ["password", "sslpassword"].compactMap { given[$0] }.filter { !$0.isEmpty } }

    /// The keywords and values for libpq.
    func parameters(_ settings: ConnectionSettings, hosts: HostList) -> [String: String] {
        var parameters = [
            "fallback_application_name": settings.applicationName,
            "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
            "tcp_user_timeout": "15000",
        ]
        // Of several hosts the one that takes writes: after a failover that is another than before. Counted before any
        // is left out for its silence.
        if self.hosts.count > 1 { parameters["target_session_attrs"] = "read-write" }
        parameters.merge(given) { _, given in given }
        parameters.merge(hosts.parameters) { _, host in host }
        parameters["client_encoding"] = "UTF8"
        // PgBouncer 1.18 refuses `options`; behind it Session sets what it tracks by statement.
        if settings.prepared {
            parameters["options"] = Session.startupOptions + (given["options"].map { " " + $0 } ?? "")
        }
        return parameters
    }

    /// What libpq finds out when it connects, and then each time anew. Quotes nothing: it can be a piece of a password.
    private static func mistake(in given: [String: String]) -> String? {
        let ports = given["port"]?.split(separator: ",", omittingEmptySubsequences: false) ?? []
        guard ports.allSatisfy({ $0.isEmpty || Int($0).map { (1...65_535).contains($0) } == true }) else {
            return "a port must be from 1 to 65535"
        }
        return words.lazy.compactMap { keyword, words in
            guard let word = given[keyword], !word.isEmpty, !words.contains(word) else { return nil }
            return "\(keyword) must be one of \(words.joined(separator: ", "))"
        }.first
    }

    /// Those that are mistaken most: what is spelt a little differently elsewhere (PostgreSQL documentation, section
    /// 34.1.2).
    private static let words: KeyValuePairs = [
        "sslmode": ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"],
        "target_session_attrs": ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"],
    ]

    private static func parse(_ conninfo: String) -> [String: String]? {
        var message: UnsafeMutablePointer<CChar>?
        defer { PQfreemem(message) }
        guard let options = PQconninfoParse(conninfo, &message) else { return nil }
        defer { PQconninfoFree(options) }
        var given: [String: String] = [:]
        var option = options
        // The array ends with an entry without keyword.
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { given[String(cString: keyword)] = String(cString: value) }
            option = option.advanced(by: 1)
        }
        return given
    }

    /// libpq ends the user's part of a URL at the first @ or /. With a raw one inside the password it would take the
    /// rest for the host's or the database's name, and say so in its errors.
    private static func isAmbiguousURL(_ conninfo: String) -> Bool {
        guard conninfo.hasPrefix("postgres://") || conninfo.hasPrefix("postgresql://") else { return false }
        let afterScheme = conninfo.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)[2]
        guard let last = afterScheme.lastIndex(of: "@") else { return false }
        return afterScheme[..<last].contains { $0 == "@" || $0 == "/" }
    }
}

/// libpq's lists of hosts: one name, address and port each, separated by commas; a single port is everyone's.
struct HostList {
    private var hosts: [Substring]
    private var addresses: [Substring]
    private var ports: [Substring]

    init(host: String?, address: String?, port: String?) {
        hosts = HostList.items(host)
        addresses = HostList.items(address)
        ports = HostList.items(port)
    }

    var count: Int { max(hosts.count, addresses.count, 1) }

    mutating func removeFirst(_ number: Int) {
        hosts.removeFirst(min(number, hosts.count))
        addresses.removeFirst(min(number, addresses.count))
        if ports.count > 1 { ports.removeFirst(min(number, ports.count)) }
    }

    var parameters: [String: String] {
        var parameters: [String: String] = [:]
        if !hosts.isEmpty { parameters["host"] = hosts.joined(separator: ",") }
        if !addresses.isEmpty { parameters["hostaddr"] = addresses.joined(separator: ",") }
        if !ports.isEmpty { parameters["port"] = ports.joined(separator: ",") }
        return parameters
    }

    private static func items(_ list: String?) -> [Substring] {
        list?.split(separator: ",", omittingEmptySubsequences: false) ?? []
    }
}
