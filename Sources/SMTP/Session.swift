internal import CCurl
import Glibc

/// libcurl's handles for one connection to a server. It belongs to the thread that made it.
///
/// A transfer is run by the multi interface, because it can wait for ``SMTPAbort`` too. The handle must not be removed
/// from it while a message is on its way: libcurl 7.88 would send the final dot then, behind half a message. So a
/// transfer is only ever ended by its callbacks.
final class Session {
    private let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer
    private let timeouts: SMTPTimeouts
    private let abort: SMTPAbort
    let context = SessionContext()

    init(_ server: SMTPServer, _ timeouts: SMTPTimeouts, _ abort: SMTPAbort) throws(SMTPFailure) {
        guard Session.isLibraryReady, let easy = curl_easy_init() else { throw Session.outOfMemory }
        guard let multi = curl_multi_init() else {
            curl_easy_cleanup(easy)
            throw Session.outOfMemory
        }
        self.easy = easy
        self.multi = multi
        self.timeouts = timeouts
        self.abort = abort
        curlLimitConnections(multi, 1)
        guard SessionOptions(easy).set(server, context) else { throw Session.outOfMemory }
    }

    /// Says QUIT on a connection that is kept, and closes it without waiting for the answer.
    deinit {
        // libcurl would wait two minutes for it; on a socket that is shut it gets the end at once. A session whose
        // state is not known says nothing at all.
        context.shutSockets(SHUT_RD)
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
    }

    /// Whether there is a connection to go on with.
    var isConnected: Bool { !context.sockets.isEmpty }

    /// Tries to send; nil is success.
    func run(_ transfer: Transfer, _ envelope: Envelope) -> SMTPFailure? {
        let wasConnected = isConnected
        let reason = withRecipient(envelope) { perform(transfer) }
        if wasConnected, newConnections == 0 { transfer.continued() }
        let failure = transfer.failure(reason)
        // Half a message or half a reply: not even QUIT makes sense now.
        if let failure, failure.reply == nil { context.shutSockets(SHUT_RDWR) }
        return failure
    }

    /// Tries to get to where a message would begin; nil is success. The session is good for nothing else then.
    func probe(_ transfer: Transfer) -> SMTPFailure? {
        guard curlSetLong(easy, CURLOPT_CONNECT_ONLY, 1) == CURLE_OK else { return Session.outOfMemory }
        guard let reason = perform(transfer) else { return nil }
        let failure = transfer.failure(reason)
        if let failure, failure.reply == nil { context.shutSockets(SHUT_RDWR) }
        return failure
    }

    /// libcurl copies texts, but not the list of recipients: that one lives here until the transfer is over.
    private func withRecipient(_ envelope: Envelope, _ body: () -> String?) -> String? {
        let list = curl_slist_append(nil, envelope.recipient)
        defer {
            curlSetPointer(easy, CURLOPT_MAIL_RCPT, nil)
            curl_slist_free_all(list)
        }
        guard let list, curlSetPointer(easy, CURLOPT_MAIL_RCPT, list) == CURLE_OK,
            curlSetText(easy, CURLOPT_MAIL_FROM, envelope.sender) == CURLE_OK
        else { return "out of memory" }
        return body()
    }

    /// libcurl's words for what went wrong; nil for nothing.
    private func perform(_ transfer: Transfer) -> String? {
        context.begin(transfer)
        defer { context.end() }
        limitConnecting(to: timeouts.connect)
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else { return "out of memory" }
        let code = finish(transfer)
        curl_multi_remove_handle(multi, easy)
        return code == CURLE_OK ? nil : context.reason ?? String(cString: curl_easy_strerror(code))
    }

    private func finish(_ transfer: Transfer) -> CURLcode {
        while true {
            var running: Int32 = 0
            guard curl_multi_perform(multi, &running) == CURLM_OK else {
                // Never seen. The handle can be removed once nothing gets out any more.
                transfer.giveUp()
                context.shutSockets(SHUT_RDWR)
                return CURLE_FAILED_INIT
            }
            // First, as a server can let us in and be gone in one go.
            if transfer.isConnecting, isConnectionReady { transfer.connected() }
            if let code = result { return code }
            if !transfer.isConnecting { limitConnecting(to: .seconds(86_400)) }
            wait(for: transfer)
        }
    }

    /// libcurl divides this time between the addresses of a host, so that one that does not answer leaves some for the
    /// next. It would count greeting, EHLO and AUTH in: by then it has to be out of the way.
    private func limitConnecting(to limit: Duration) {
        let (seconds, attoseconds) = limit.components
        let milliseconds = Int(clamping: min(seconds, 86_400) * 1_000 + attoseconds / 1_000_000_000_000_000)
        curlSetLong(easy, CURLOPT_CONNECTTIMEOUT_MS, max(milliseconds, 1))
    }

    private var result: CURLcode? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            if message.pointee.msg == CURLMSG_DONE { return message.pointee.data.result }
        }
        return nil
    }

    private func wait(for transfer: Transfer) {
        var extra = curl_waitfd(fd: abort.descriptor, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        let count: UInt32 = abort.descriptor >= 0 && !abort.isRaised ? 1 : 0
        curl_multi_poll(multi, &extra, count, transfer.deadline.pollMilliseconds, nil)
    }

    /// TCP stands, and TLS too where it comes first.
    private var isConnectionReady: Bool {
        var microseconds: curl_off_t = 0
        let time = context.isTLSFromStart ? CURLINFO_APPCONNECT_TIME_T : CURLINFO_CONNECT_TIME_T
        return curlGetOffset(easy, time, &microseconds) == CURLE_OK && microseconds > 0
    }

    private var newConnections: Int {
        var count = 0
        curlGetLong(easy, CURLINFO_NUM_CONNECTS, &count)
        return count
    }

    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    private static let outOfMemory = SMTPFailure(.transient, at: .unknown, "libcurl could not be set up")
}
