/// What is asked on the metrics' socket: the head of a request of HTTP/1.1 (RFC 9112), of which the first line counts.
struct ScrapeRequest {
    /// What becomes of it.
    enum Verdict: Equatable {
        /// Not all of it has come.
        case unfinished
        /// The metrics; without them, for HEAD.
        case metrics(withBody: Bool)
        /// Something else, by its status.
        case refused(Int, String)
    }

    /// The most that is read of a head.
    static let limit = 8_192

    static func verdict(on bytes: [UInt8]) -> Verdict {
        guard let end = endOfHead(in: bytes) else {
            return bytes.count < limit ? .unfinished : .refused(431, "Request Header Fields Too Large")
        }
        let first = bytes[..<end].prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        let words = String(decoding: first, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0", words[1].hasPrefix("/") else {
            return .refused(400, "Bad Request")
        }
        guard words[1].prefix(while: { $0 != "?" }) == "/metrics" else { return .refused(404, "Not Found") }
        switch words[0] {
        case "GET": return .metrics(withBody: true)
        case "HEAD": return .metrics(withBody: false)
        default: return .refused(405, "Method Not Allowed")
        }
    }

    /// Behind the empty line.
    private static func endOfHead(in bytes: [UInt8]) -> Int? {
        var lineIsEmpty = false
        for (index, byte) in bytes.enumerated() where byte != UInt8(ascii: "\r") {
            if byte == UInt8(ascii: "\n"), lineIsEmpty { return index + 1 }
            lineIsEmpty = byte == UInt8(ascii: "\n")
        }
        return nil
    }
}
