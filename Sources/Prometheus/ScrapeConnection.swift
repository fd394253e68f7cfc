import Glibc

/// One connection to the metrics' socket: one request, one answer, two seconds for each of them. It never waits:
/// whoever has it tells it when the other side is ready.
final class ScrapeConnection {
    private enum Stage {
        case receiving([UInt8])
        case sending(ArraySlice<UInt8>)
        /// All is sent. What the other side still sends is taken, so much of it at most: closing with something unread
        /// would take the answer away from it.
        case finishing(left: Int)
        case over
    }

    private static let patience = Duration.seconds(2)

    let descriptor: Int32
    /// Until when the other side has to be ready.
    private(set) var deadline = ContinuousClock.now + patience
    private var stage = Stage.receiving([])

    /// Takes the descriptor over, which is non-blocking.
    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// What poll(2) is to look for; nil where nothing is left to do.
    var event: Int16? {
        switch stage {
        case .receiving, .finishing: Int16(POLLIN)
        case .sending: Int16(POLLOUT)
        case .over: nil
        }
    }

    /// The other side is ready, or gone.
    func proceed(_ metrics: () -> String) {
        switch stage {
        case .receiving(let received): receive(after: received, metrics)
        case .sending(let rest): send(rest)
        case .finishing(let left): finish(left)
        case .over: break
        }
    }

    private func receive(after received: [UInt8], _ metrics: () -> String) {
        guard let bytes = read() else { return stage = .over }
        let all = received + bytes
        let answer: [UInt8]
        switch ScrapeRequest.verdict(on: all) {
        case .unfinished: return stage = .receiving(all)
        case .metrics(let withBody):
            answer = Self.answer(200, "OK", Exposition.mediaType, metrics(), withBody: withBody)
        case .refused(let code, let reason): answer = Self.answer(code, reason, "text/plain", "\(reason)\n")
        }
        stage = .sending(answer[...])
        // From here on, since the numbers may have taken long to collect.
        deadline = .now + Self.patience
    }

    private func send(_ bytes: ArraySlice<UInt8>) {
        let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        guard count > 0 else { return stage = .over }
        let rest = bytes.dropFirst(count)
        guard rest.isEmpty else { return stage = .sending(rest) }
        shutdown(descriptor, Int32(SHUT_WR))
        stage = .finishing(left: 65_536)
    }

    private func finish(_ left: Int) {
        guard let bytes = read(), bytes.count < left else { return stage = .over }
        stage = .finishing(left: left - bytes.count)
    }

    /// What has come; nil at the end of the connection.
    private func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 2_048)
        let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        if count < 0, errno == EINTR || errno == EAGAIN { return [] }
        return count > 0 ? Array(buffer[..<count]) : nil
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
}
