import Glibc

/// Why the metrics cannot be offered.
public enum ScrapeError: Error, CustomStringConvertible, Equatable {
    /// A system call refused, with its `errno`.
    case system(call: String, address: String, code: Int32)
    /// At the socket's path is something that is no socket, and stays.
    case notASocket(path: String)

    init(_ call: String, _ address: ScrapeAddress) {
        self = .system(call: call, address: "\(address)", code: errno)
    }

    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .system(let call, let address, let code):
            "the metrics cannot be offered at \(address): \(call): \(String(cString: strerror(code))); "
                + "free the address, or choose another"
        case .notASocket(let path):
            "the metrics cannot be offered at \(path): there is a file that is no socket; "
                + "remove it, or choose another path"
        }
    }
}
