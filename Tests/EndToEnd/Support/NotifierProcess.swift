import Foundation
import TestSupport

/// `vexar notify` beside a stack, with a mail server to send to; killed with the object.
final class NotifierProcess {
    let process: RunningProcess
    private let log: String

    /// - Parameter port: of a mail server on loopback.
    init(_ stack: Stack, port: Int, environment: [String: String] = [:]) throws {
        log = "\(stack.directory)/notify-\(UUID().uuidString.prefix(8)).log"
        let settings = [
            "VEXAR_SMTP_URL": "smtp://127.0.0.1:\(port)", "VEXAR_MAIL_FROM": "bookings@salon.test",
            "VEXAR_REVIEW_URL": "https://salon.test/review/{token}",
        ].merging(environment) { $1 }
        process = try RunningProcess(
            stack.binary, ["notify"], environment: stack.environment.merging(settings) { $1 }, log: log)
    }

    /// What it has logged.
    var output: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
}

/// A message that a mail server has got.
struct ReceivedMail {
    let recipient: String
    /// The message as it came.
    let source: String

    init(_ event: MailServer.Event) {
        recipient = event.recipients?.first ?? ""
        source = String(decoding: event.content ?? Data(), as: UTF8.self)
    }

    /// A header field, unfolded, as it stands.
    func field(_ name: String) -> String? {
        let head = source.components(separatedBy: "\r\n\r\n")[0].replacingOccurrences(of: "\r\n ", with: " ")
        return head.components(separatedBy: "\r\n").first { $0.hasPrefix("\(name): ") }.map {
            String($0.dropFirst(name.count + 2))
        }
    }

    /// The contents of its parts, decoded.
    var parts: [String] {
        source.components(separatedBy: "\r\n--").dropFirst().compactMap { part in
            guard let body = part.range(of: "\r\n\r\n").map({ part[$0.upperBound...] }) else { return nil }
            return Data(base64Encoded: String(body), options: .ignoreUnknownCharacters).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
    }

    /// All that can be read in it.
    var text: String { parts.joined(separator: "\n").replacingOccurrences(of: "\r\n", with: "\n") }
}
