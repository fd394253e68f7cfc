import ArgumentParser
import Bookings
import Foundation

/// `vexar notify`: delivers the messages that are queued for visitors.
struct Notify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deliver queued messages to visitors, by SMTP.",
        discussion: """
            Any number of them may run, on any hosts. The settings come from the environment or from credentials; the \
            README has the table. \
            SIGTERM and SIGINT let it finish what the mail server has whole, hand back the rest and leave.
            """
    )

    func run() throws {
        // Before anything that may start a thread.
        let signals = StopSignals()
        let supervisor = Supervisor.takeFromEnvironment()
        let notifier: Notifier
        do {
            notifier = try Notifier(
                NotifierConfiguration(environment: ProcessInfo.processInfo.environment), supervisor: supervisor)
        } catch {
            throw Failure(startingFailed: error).reported()
        }
        signals.call(notifier.stop) { notifier.run() }
    }
}
