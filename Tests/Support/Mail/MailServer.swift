package import Foundation

/// A real mail server (aiosmtpd) of a test's own, on a loopback port; it ends with the object.
package final class MailServer {
    /// What the server tells of.
    package struct Event: Decodable, Sendable {
        package var event: String
        package var port: Int?
        package var sender: String?
        package var recipients: [String]?
        package var content: Data?
        package var tls: Bool?
        package var client: String?
        package var user: String?
        package var options: [String]?
        package var mechanism: String?
    }

    package let port: Int
    private let process = Process()
    private let journal = Journal<Event>()
    /// The server ends when nobody holds the other end any more, even if this process is killed.
    private let input = Pipe()

    package init(_ arguments: String...) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/server.py"
        process.arguments = ["-W", "ignore", script] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let (journal, reader) = (journal, output.fileHandleForReading)
        Thread.detachNewThread { Self.read(reader, into: journal) }
        port = try eventually("the server to listen") { journal.all.first { $0.event == "listening" }?.port }
    }

    deinit {
        // It inherits the mask of the thread that starts it, which may block SIGTERM.
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    package func all(_ event: String) -> [Event] {
        journal.all.filter { $0.event == event }
    }

    /// Waits until an event has come so many times.
    package func wait(for event: String, times: Int = 1) throws -> [Event] {
        try eventually("\(times) times \(event)") {
            let events = all(event)
            return events.count >= times ? events : nil
        }
    }

    private static func read(_ reader: FileHandle, into journal: Journal<Event>) {
        var pending = Data()
        while case let data = reader.availableData, !data.isEmpty {
            pending += data
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                if let event = try? JSONDecoder().decode(Event.self, from: pending[..<end]) { journal.add(event) }
                pending = Data(pending[(end + 1)...])
            }
        }
    }
}
