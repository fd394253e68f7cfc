import Foundation

/// What a message says to programs that know nothing of the service: Python's email package and python3-icalendar.
struct ReadMessage: Decodable {
    struct Mailbox: Decodable, Equatable {
        let name: String
        let address: String
    }

    struct Event: Decodable {
        let method, parameter, version, uid, status, stamp, begin, end, summary, description: String
        let sequence: Int
        let organizer, organizerName, attendee, attendeeName: String
        let properties: [String]
        /// The file as it was sent.
        let source: String
    }

    /// What the reader found wrong with the form.
    let defects: [String]
    /// The names of the header fields, in order.
    let fields: [String]
    /// The content types of the parts, in order.
    let types: [String]
    let from: Mailbox
    let replyTo: Mailbox?
    let to: Mailbox
    let subject, date, messageID, language, text: String
    /// The elements of the HTML part, without line breaks, with the names of their attributes.
    let tags: [String]
    /// The values of href, lang and dir.
    let attributes: [String]
    /// The text of the HTML part.
    let page: String
    let event: Event?

    /// Has one process read all of them.
    static func read(_ messages: [[UInt8]]) throws -> [ReadMessage] {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: directory) }
        for (index, message) in messages.enumerated() {
            try Data(message).write(to: directory.appendingPathComponent("\(index)"))
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [script, directory.path]
        let run = try CommandRun(process)
        guard run.exitCode == 0 else { throw Failure(errors: run.errors) }
        let read = try JSONDecoder().decode([String: ReadMessage].self, from: Data(run.output.utf8))
        return messages.indices.compactMap { read["\($0)"] }
    }

    private static let script = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("read_messages.py").path

    /// The reader gave up.
    struct Failure: Error {
        let errors: String
    }
}
