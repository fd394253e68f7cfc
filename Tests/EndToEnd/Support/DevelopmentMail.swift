import Foundation

/// The development stack's mail server with a Maildir of a test's own; both go with the object.
final class DevelopmentMail {
    let port: UInt16
    private let directory: String
    private let server: RunningProcess

    /// Starts it, as if it had been on a port before.
    init(earlierPort: String? = nil) throws {
        let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        let directory = "\(parent)/mail-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let state = "\(directory)/state"
        let earlier = earlierPort.map { "\($0) 1\n" } ?? ""
        try earlier.write(toFile: state, atomically: true, encoding: .utf8)
        server = try RunningProcess(
            Self.python, ["-I", Self.program("mail-server.py"), "\(directory)/mail", state], log: "\(directory)/log")
        self.directory = directory
        var now = earlier
        try eventually("the mail server of \(directory)") {
            now = try String(contentsOfFile: state, encoding: .utf8)
            return now != earlier
        }
        port = now.split(separator: " ").first.flatMap { UInt16($0) } ?? 0
    }

    deinit {
        server.signal(SIGKILL)
        _ = server.wait()
        try? FileManager.default.removeItem(atPath: directory)
    }

    var maildir: String { "\(directory)/mail" }

    /// Sends a message, with curl.
    func send(_ message: String, to recipients: [String]) throws {
        let file = "\(directory)/message"
        try message.write(toFile: file, atomically: true, encoding: .utf8)
        let arguments = ["-sS", "--noproxy", "*", "-m", "30", "-T", file, "--mail-from", "salon@example.com"]
        try RunningProcess.run(
            "curl", arguments + recipients.flatMap { ["--mail-rcpt", $0] } + ["smtp://127.0.0.1:\(port)"])
    }

    /// What `deploy/dev mail` says to these words.
    func read(_ words: String...) throws -> (code: Int32, output: String) {
        try read(words)
    }

    func read(_ words: [String]) throws -> (code: Int32, output: String) {
        let log = "\(directory)/read"
        let reader = try RunningProcess(
            Self.python, ["-I", Self.program("mail-reader.py"), maildir] + words, environment: ["LC_ALL": "C.UTF-8"],
            log: log)
        return (reader.wait(), try String(contentsOfFile: log, encoding: .utf8))
    }

    private static let python = "/usr/bin/python3"

    private static func program(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../deploy/dev.d/\(name)").standardizedFileURL.path
    }
}
