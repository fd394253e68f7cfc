/// How much of the server a peer may take up, and for how long.
public struct Limits: Sendable {
    /// The longest body that is read, 0 to 262 144 bytes; a longer one is refused with 413.
    public let maxBodyBytes: Int

    /// The most bytes of parameters, header fields among them, in one request, 0 to 262 144; a connection that sends
    /// more is closed. nginx's own limit is 32 KiB of header fields (`large_client_header_buffers`).
    public let maxHeadBytes: Int

    /// The most connections open at once, at least 1. At the limit the longest idle one makes room for a new one; when
    /// none is idle, new ones wait in the kernel's backlog.
    public let maxConnections: Int

    /// From a request's first byte to its last.
    public let receiveTimeout: Duration

    /// From an answer's first byte until the peer has taken all of it.
    public let sendTimeout: Duration

    /// How long a connection on which nothing has come yet is taken to be about to carry a request: it is neither
    /// closed to make room nor closed by a stop. A front server writes at once, but it may not send a POST twice.
    var freshGrace: Duration = .seconds(1)

    /// How long all threads may be busy with one request each before the server no longer says that it lives. Above
    /// what a request can take that waits for everything it waits for.
    var standstill: Duration = .seconds(60)

    /// The limits, what is out of range moved to its end. The defaults are those of a worker behind nginx, which reads
    /// requests whole before it passes them on.
    public init(
        maxBodyBytes: Int = 65_536,
        maxHeadBytes: Int = 65_536,
        maxConnections: Int = 1_024,
        receiveTimeout: Duration = .seconds(10),
        sendTimeout: Duration = .seconds(10)
    ) {
        self.maxBodyBytes = min(max(0, maxBodyBytes), 262_144)
        self.maxHeadBytes = min(max(0, maxHeadBytes), 262_144)
        self.maxConnections = max(1, maxConnections)
        self.receiveTimeout = receiveTimeout
        self.sendTimeout = sendTimeout
    }

    /// The most bytes of one request on the wire. A record's header and padding take 15 bytes at most where records are
    /// padded to multiples of 8, as the specification suggests: 16 KiB are a thousand records; nginx sends about four.
    var maxRequestBytes: Int { maxHeadBytes + maxBodyBytes + 16_384 }

    /// How often deadlines are looked at: an eighth of the shortest, so that none is missed by much, but no more than
    /// 200 and no less than 4 times a second.
    var tick: Duration {
        min(max(min(receiveTimeout, sendTimeout, freshGrace) / 8, .milliseconds(5)), .milliseconds(250))
    }
}
