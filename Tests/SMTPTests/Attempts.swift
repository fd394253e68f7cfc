import Foundation
import SMTP
import TestSupport

/// The failure of a call that must fail.
func failure(_ body: () throws -> Void) throws -> SMTPFailure {
    do {
        try body()
    } catch let failure as SMTPFailure {
        return failure
    }
    throw Disappointment(description: "the message was sent")
}

/// Runs `work` on a thread of its own while `body` runs here, and waits for its end.
func withThread(_ work: @escaping @Sendable () -> Void, _ body: () throws -> Void) rethrows {
    let running = DispatchGroup()
    running.enter()
    Thread.detachNewThread {
        work()
        running.leave()
    }
    defer { running.wait() }
    try body()
}

/// A message of some lines, the last of which names it.
func message(_ name: String, lines: [String] = ["Hello"]) -> [UInt8] {
    let text = ["From: a@salon.test", "To: b@example.test", "Subject: \(name)", ""] + lines + ["End of \(name)"]
    return Array(text.map { $0 + "\r\n" }.joined().utf8)
}
