import Foundation

/// The part of systemd that holds a worker's listening socket, which outlives the worker.
final class HeldSocket {
    let path: String
    /// For a process's descriptor 0.
    let handle: FileHandle

    /// With the backlog of `vexar.socket`: all that comes while no worker runs waits in it.
    init() throws {
        path = "\(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")/held-\(UUID().uuidString.prefix(8))"
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard Self.withAddress(path, { Foundation.bind(descriptor, $0, $1) }) == 0, listen(descriptor, 4096) == 0 else {
            throw SocketFailure(call: "listening on \(path)", code: errno)
        }
    }

    deinit {
        unlink(path)
    }

    /// Whether somebody who takes connections speaks FastCGI: the answer to FCGI_GET_VALUES (FastCGI 1.0, section 4.1)
    /// is FCGI_GET_VALUES_RESULT.
    func answers() throws -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        guard Self.withAddress(path, { connect(descriptor, $0, $1) }) == 0 else {
            throw SocketFailure(call: "connecting to \(path)", code: errno)
        }
        let question: [UInt8] = [1, 9, 0, 0, 0, 0, 0, 0]
        guard write(descriptor, question, question.count) == question.count else { return false }
        var answer = [UInt8](repeating: 0, count: 8)
        return read(descriptor, &answer, answer.count) == answer.count && answer[1] == 10
    }

    private static func withAddress<Result>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result)
        -> Result
    {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        // As bind(2) and connect(2) ask for: sockaddr_un begins with the fields of sockaddr.
        return withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
