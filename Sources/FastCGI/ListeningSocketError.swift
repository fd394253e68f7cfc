/// Why there is nothing to listen on.
public enum ListeningSocketError: Error, Equatable, CustomStringConvertible {
    /// The inherited descriptor is no listening stream socket; the text says what it is instead.
    case notListening(descriptor: Int32, found: String)
    /// The path does not fit a socket address, which holds 107 bytes (`sun_path` in unix(7)).
    case pathTooLong(path: String, bytes: Int)
    /// Another process answers on the socket at this path.
    case inUse(path: String)
    /// Something other than a socket lies at this path; it is left alone.
    case notASocket(path: String)
    /// The system refused.
    case system(SystemError)

    /// What was wrong, where, and what to do.
    public var description: String {
        switch self {
        case .notListening(let descriptor, let found):
            "file descriptor \(descriptor) is \(found), not a listening stream socket: "
                + "start this with the socket on it (systemd: StandardInput=socket, or spawn-fcgi), or give a socket path"
        case .pathTooLong(let path, let bytes):
            "socket path \(path) has \(bytes) bytes, at most 107 fit: choose a shorter one"
        case .inUse(let path):
            "another process listens on \(path): stop it or choose another path"
        case .notASocket(let path):
            "\(path) exists and is not a socket: remove it or choose another path"
        case .system(let error):
            "\(error)"
        }
    }
}
