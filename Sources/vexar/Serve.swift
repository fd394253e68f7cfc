import ArgumentParser
import Bookings
import Foundation

/// `vexar serve`: answers the API's requests behind a FastCGI front such as nginx.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer the API's requests behind nginx.",
        discussion: """
            Listens on the socket at VEXAR_LISTEN or, where that is not set, on file descriptor 0. The settings come \
            from the environment or from credentials; the README has the table. SIGTERM and SIGINT let it finish what \
            has arrived and leave.
            """
    )

    func run() throws {
        // Before anything that may start a thread.
        let signals = StopSignals()
        let supervisor = Supervisor.takeFromEnvironment()
        let service: Service
        do {
            service = try Service(
                Configuration(environment: ProcessInfo.processInfo.environment), supervisor: supervisor)
        } catch {
            throw Failure(startingFailed: error).reported()
        }
        try signals.call(service.stop) { try service.run() }
    }
}
