internal import CCurl
import Glibc

/// The URL of a server taken apart by libcurl, which is what uses it too.
struct ServerURL {
    let scheme: String
    let host: String
    let port: Int?
    let credentials: SMTPServer.Credentials?
    let clientName: String?

    init(_ url: String) throws(SMTPServerError) {
        guard let parts = URLParts(url) else { throw ServerURL.malformed }
        guard let scheme = parts[CURLUPART_SCHEME], ["smtp", "smtps"].contains(scheme) else {
            throw SMTPServerError("the mail server's URL must begin with smtp:// or smtps://")
        }
        // A raw / ? # ; or @ inside the password ends up in one of these, and what libcurl then takes for the host is a
        // piece of it.
        guard let host = parts[CURLUPART_HOST], !host.isEmpty, host.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
            !host.contains("%"), parts[CURLUPART_ZONEID] == nil, parts[CURLUPART_OPTIONS] == nil,
            parts[CURLUPART_QUERY] == nil, parts[CURLUPART_FRAGMENT] == nil, let path = parts[CURLUPART_PATH]
        else { throw ServerURL.malformed }
        self.scheme = scheme
        self.host = host
        port = try parts[CURLUPART_PORT].map { text throws(SMTPServerError) in try ServerURL.port(text) }
        credentials = try ServerURL.credentials(parts)
        clientName = try ServerURL.clientName(path)
    }

    private static let malformed = SMTPServerError(
        "the mail server's URL cannot be read: write smtp://user:password@host:port, in which @ : / ? # ; and % inside "
            + "user and password are percent-encoded")

    private static func port(_ text: String) throws(SMTPServerError) -> Int {
        guard let port = Int(text), (1...65_535).contains(port) else { throw malformed }
        return port
    }

    private static func credentials(_ parts: URLParts) throws(SMTPServerError) -> SMTPServer.Credentials? {
        guard let user = parts[decoded: CURLUPART_USER] else {
            if parts[CURLUPART_USER] == nil, parts[CURLUPART_PASSWORD] == nil { return nil }
            throw malformed
        }
        guard !user.isEmpty, let password = parts[decoded: CURLUPART_PASSWORD], !password.isEmpty else {
            throw SMTPServerError("the mail server's URL has a user without a password, or the other way round")
        }
        return SMTPServer.Credentials(user: user, password: password)
    }

    private static func clientName(_ path: String) throws(SMTPServerError) -> String? {
        guard path != "/", !path.isEmpty else { return nil }
        guard isDomain(path.utf8.dropFirst()) else { throw malformed }
        return String(path.dropFirst())
    }
}

/// A URL in libcurl's hands.
private final class URLParts {
    private let handle: OpaquePointer

    init?(_ url: String) {
        guard !url.utf8.contains(0), url.contains("://"), let handle = curl_url() else { return nil }
        self.handle = handle
        // Only what curl knows: another scheme is refused with the words of a malformed URL.
        guard curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK else { return nil }
    }

    deinit {
        curl_url_cleanup(handle)
    }

    subscript(part: CURLUPart) -> String? { value(part, flags: 0) }

    /// Percent-decoded; nil as well for what holds a control character then.
    subscript(decoded part: CURLUPart) -> String? { value(part, flags: UInt32(CURLU_URLDECODE)) }

    private func value(_ part: CURLUPart, flags: UInt32) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(validatingCString: text)
    }
}

/// Whether a host is this machine for certain; libcurl itself knows what `localhost` is, whatever the resolver says.
func isThisMachine(_ host: String) -> Bool {
    var version4 = in_addr()
    if inet_pton(AF_INET, host, &version4) == 1 { return UInt32(bigEndian: version4.s_addr) >> 24 == 127 }
    return host.lowercased() == "localhost" || host == "[::1]"
}
