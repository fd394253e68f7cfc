internal import CCurl

/// Sets a handle's options, each once for all its messages.
struct SessionOptions {
    private let easy: UnsafeMutableRawPointer

    init(_ easy: UnsafeMutableRawPointer) {
        self.easy = easy
    }

    /// False if one of them could not be set.
    func set(_ server: SMTPServer, _ context: SessionContext) -> Bool {
        context.isTLSFromStart = server.isTLSFromStart
        return setBoundaries() && setServer(server) && setSecurity(server) && setTimes()
            && context.install(on: easy)
    }

    /// Nothing that the environment, a file or a server could change.
    private func setBoundaries() -> Bool {
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps") && set(CURLOPT_PROXY, "") && set(CURLOPT_FOLLOWLOCATION, 0)
            && set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue)) && set(CURLOPT_NOSIGNAL, 1)
            // A name that is still being looked up when we give up is not waited for.
            && set(CURLOPT_QUICK_EXIT, 1)
    }

    /// No size is announced (RFC 1870): a message that is too large shall be refused as such, with the answer to it,
    /// and not at MAIL, where a refusal counts as trouble that passes. libcurl also counts the doubled dots into a size
    /// that it was given, and can lose the message's end.
    private func setServer(_ server: SMTPServer) -> Bool {
        guard set(CURLOPT_URL, server.curlURL), set(CURLOPT_UPLOAD, 1) else { return false }
        guard let credentials = server.credentials else { return true }
        // TLS is what protects the password. Of a server's other offers GSSAPI would fail where there is no ticket.
        return set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN") && set(CURLOPT_USERNAME, credentials.user)
            && set(CURLOPT_PASSWORD, credentials.password)
    }

    private func setSecurity(_ server: SMTPServer) -> Bool {
        let use =
            switch server.tls {
            case .required: CURLUSESSL_ALL
            case .optional: CURLUSESSL_TRY
            case .off: CURLUSESSL_NONE
            }
        return set(CURLOPT_USE_SSL, Int(use.rawValue)) && set(CURLOPT_SSL_VERIFYPEER, 1)
            && set(CURLOPT_SSL_VERIFYHOST, 2) && set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
            && (server.caFile.map { set(CURLOPT_CAINFO, $0) && set(CURLOPT_CAPATH, nil) } ?? true)
    }

    /// ``Transfer`` keeps the time. libcurl's own limit for a reply, two minutes by default, is out of the way.
    private func setTimes() -> Bool {
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, 86_400) && set(CURLOPT_TCP_KEEPALIVE, 1)
    }

    private func set(_ option: CURLoption, _ value: Int) -> Bool { curlSetLong(easy, option, value) == CURLE_OK }

    private func set(_ option: CURLoption, _ value: String?) -> Bool { curlSetText(easy, option, value) == CURLE_OK }
}
