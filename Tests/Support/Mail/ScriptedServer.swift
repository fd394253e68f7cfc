import Foundation

/// A mail server that misbehaves at one point of a connection and is well-behaved up to it.
package final class ScriptedServer: Sendable {
    /// Where in a connection; most are the moment for a reply.
    package enum Phase: Sendable, Hashable {
        case greeting, ehlo, starttls, auth, mail, rcpt, data, answer
        /// The message comes in, after a 354.
        case body
        /// A message was taken, and the client says nothing.
        case idle
        /// MAIL once a message was taken.
        case mailAgain
        case quit
    }

    package enum Action: Sendable {
        case say(String)
        /// The words and the end in one packet, so that the client has both or neither.
        case sayAndClose(String)
        case close
        /// Nothing is read or said until the client goes, or until `goOn` where it cannot be seen to go for all that it
        /// has sent.
        case hang
        case sayAndHang(String)
        /// A reply without an end, some bytes a time, until the client goes.
        case trickle
        case send([UInt8])
        /// What is to be said anyhow, after this was done.
        case call(@Sendable () -> Void)
    }

    package typealias Script = [Phase: Action]

    /// Every line of every client, and what became of it: `connection`, `message` for each final dot seen, `idle`,
    /// `hanging`, and `end`, after which nothing of this connection comes any more.
    package let journal = Journal<String>()
    package let port: Int
    private let listener: ListeningSocket

    /// Each connection follows its script, the last script counts for all that come later.
    package init(_ scripts: Script...) throws {
        let listener = try ListeningSocket()
        self.listener = listener
        port = Int(listener.port)
        let journal = journal
        Thread.detachNewThread {
            var number = 0
            while let line = listener.accept() {
                journal.add("connection")
                let script = scripts[min(number, scripts.count - 1)]
                number += 1
                Thread.detachNewThread { ScriptedConnection(line, script, journal).run() }
            }
        }
    }

    deinit {
        listener.stop()
    }

    /// Ends every `hang`.
    package func goOn() {
        journal.add("go on")
    }

    package func count(_ entry: String) -> Int {
        journal.all.count { $0 == entry }
    }

    package func wait(for entry: String, times: Int = 1) throws {
        _ = try eventually("\(times) times \(entry)") { count(entry) >= times ? true : nil }
    }
}
