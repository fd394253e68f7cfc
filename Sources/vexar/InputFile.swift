import Glibc

/// A file named on the command line, `-` for standard input.
enum InputFile {
    /// Far above any profile: guards against reading a device for ever.
    private static let largest = 16 << 20

    /// What messages call it.
    static func name(of path: String) -> String { path == "-" ? "standard input" : path }

    /// All of its bytes.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        if path == "-" { return try read(STDIN_FILENO, path) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path, errno) }
        defer { close(descriptor) }
        return try read(descriptor, path)
    }

    private static func read(_ descriptor: Int32, _ path: String) throws(Failure) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path, errno) }
            if count == 0 { return content }
            content += chunk.prefix(count)
            if content.count > largest {
                throw Failure(.mistakes, "\(name(of: path)): larger than \(largest >> 20) MiB, so no profile file")
            }
        }
    }

    private static func unreadable(_ path: String, _ number: Int32) -> Failure {
        Failure(.unreadableFile, "cannot read \(name(of: path)): \(String(cString: strerror(number)))")
    }
}
