import Glibc

/// Where a command's result goes.
enum StandardOutput {
    /// Writes all of it. A reader that has gone away needs no telling.
    static func write(_ text: String) throws(Failure) {
        let problem = writeAll(text, to: STDOUT_FILENO)
        switch problem {
        case nil: return
        case EPIPE?: throw Failure(.unwritableOutput)
        case let number?:
            throw Failure(.unwritableOutput, "cannot write to standard output: \(String(cString: strerror(number)))")
        }
    }
}

/// Where everything else goes that a command has to say.
enum StandardError {
    /// Writes a line. That it cannot be written has nowhere to be told.
    static func note(_ line: String) {
        _ = writeAll("vexar: \(line)\n", to: STDERR_FILENO)
    }
}

/// Gives back the error number, if it cannot be done.
private func writeAll(_ text: String, to descriptor: Int32) -> Int32? {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { return written < 0 ? errno : EIO }
        rest = rest.dropFirst(written)
    }
    return nil
}
