import Glibc

// glibc declares these as enumerators, Swift imports them as types of their own; the calls take integers.
let streamType = Int32(SOCK_STREAM.rawValue)
let nonBlocking = Int32(SOCK_NONBLOCK.rawValue)
let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)

/// Whether a read, or an accept, would not block: there are bytes, a connection, or an end.
func isReadable(_ descriptor: Int32, within timeout: Duration = .zero) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, timeout.wholeMilliseconds) > 0
}

extension Duration {
    /// Milliseconds for poll(2), rounded up so that a wait never ends early and spins; at most a minute.
    var wholeMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        guard seconds < 60 else { return 60_000 }
        return Int32(max(0, seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
