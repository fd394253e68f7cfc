import Glibc

/// What a thread has read from the connection it is attending to; one buffer per thread, as long as the longest
/// request.
struct Inbox {
    private var buffer: [UInt8]
    private var start = 0
    private var end = 0

    init(capacity: Int) {
        buffer = Array(repeating: 0, count: capacity)
    }

    /// The bytes not yet dealt with.
    var bytes: ArraySlice<UInt8> { buffer[start..<end] }

    /// Whether a request that is not complete by now never will be: there is no room for more of it.
    var isFull: Bool { end - start == buffer.count }

    /// Starts with what had come before, and there is room for more.
    mutating func load(_ earlier: [UInt8]) {
        start = 0
        end = min(earlier.count, buffer.count)
        buffer.replaceSubrange(0..<end, with: earlier.prefix(end))
    }

    /// Reads what is there, without waiting: how many bytes; 0 when the peer has gone, in whatever way; nil when there
    /// is nothing, because the event was for a connection that this one has replaced.
    mutating func receive(from connection: Int32) -> Int? {
        let free = end..<buffer.count
        var count: Int
        repeat {
            count = buffer.withUnsafeMutableBytes {
                recv(connection, UnsafeMutableRawBufferPointer(rebasing: $0[free]).baseAddress, free.count, dontWait)
            }
        } while count < 0 && errno == EINTR
        if count < 0, errno == EAGAIN { return nil }
        end += max(0, count)
        return max(0, count)
    }

    /// Done with everything before that position.
    mutating func discard(before position: Int) {
        start = min(max(start, position), end)
    }

    /// Done with everything.
    mutating func discardAll() {
        start = end
    }
}

private let dontWait = Int32(MSG_DONTWAIT)
