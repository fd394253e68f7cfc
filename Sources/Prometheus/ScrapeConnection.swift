import Glibc

/// One connection to the metrics' socket: one request, one answer, within two seconds.
struct ScrapeConnection: ~Copyable {
    private let descriptor: Int32
    private let deadline = ContinuousClock.now + .seconds(2)
    private let isOver: () -> Bool

    /// Takes the descriptor over. `isOver` is asked while it waits.
    init(_ descriptor: Int32, unless isOver: @escaping () -> Bool) {
        self.descriptor = descriptor
        self.isOver = isOver
    }

    deinit {
        close(descriptor)
    }

    /// Reads the request and answers it; nothing where it does not come whole in time.
    func serve(_ metrics: () -> String) {
        var received: [UInt8] = []
        var verdict = ScrapeRequest.verdict(on: received)
        while verdict == .unfinished {
            guard let bytes = receive() else { return }
            received += bytes
            verdict = ScrapeRequest.verdict(on: received)
        }
        switch verdict {
        case .unfinished: return
        case .metrics(let withBody): send(Self.answer(200, "OK", Exposition.mediaType, metrics(), withBody: withBody))
        case .refused(let code, let reason): send(Self.answer(code, reason, "text/plain", "\(reason)\n"))
        }
        finish()
    }

    private static func answer(
        _ code: Int, _ reason: String, _ type: String, _ body: String, withBody: Bool = true
    ) -> [UInt8] {
        let allow = code == 405 ? "Allow: GET, HEAD\r\n" : ""
        let head = """
            HTTP/1.1 \(code) \(reason)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\
            \(allow)Connection: close\r\n\r\n
            """
        return Array((head + (withBody ? body : "")).utf8)
    }

    /// What has come; nil at the end of the connection or of the time.
    private func receive() -> [UInt8]? {
        guard wait(for: Int16(POLLIN)) else { return nil }
        var buffer = [UInt8](repeating: 0, count: 2_048)
        let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        if count < 0, errno == EINTR || errno == EAGAIN { return [] }
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    private func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty, wait(for: Int16(POLLOUT)) {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends no more, and takes what the other side still sends, 64 KiB at most: closing with something unread would
    /// take the answer away from it.
    private func finish() {
        shutdown(descriptor, Int32(SHUT_WR))
        var left = 65_536
        while left > 0, let bytes = receive() { left -= max(1, bytes.count) }
    }

    private func wait(for event: Int16) -> Bool {
        while !isOver() {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return false }
            var entry = pollfd(fd: descriptor, events: event, revents: 0)
            if poll(&entry, 1, left < .milliseconds(100) ? 10 : 100) > 0 { return true }
        }
        return false
    }
}
