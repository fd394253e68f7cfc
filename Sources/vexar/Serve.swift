import ArgumentParser
import Bookings
import Dispatch
import Foundation

/// `vexar serve`: answers the API's requests behind a FastCGI front such as nginx.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer the API's requests behind nginx.",
        discussion: """
            Listens on the socket at VEXAR_LISTEN or, where that is not set, on file descriptor 0. The settings come \
            from the environment; the README has the table. SIGTERM and SIGINT let it finish what has arrived and leave.
            """
    )

    func run() throws {
        let service: Service
        do {
            service = try Service(Configuration(environment: ProcessInfo.processInfo.environment))
        } catch {
            throw Failure(Self.code(of: error), "\(error)").reported()
        }
        let signals = [SIGTERM, SIGINT].map { number in Self.call(service.stop, on: number) }
        try withExtendedLifetime(signals) { try service.run() }
    }

    /// Starting it again helps with none of them before somebody has changed something.
    private static func code(of error: any Error) -> Failure.Code {
        switch error {
        case is ConfigurationErrors, ServiceError.unboundRole: .configuration
        case ServiceError.schemaTooOld: .unavailable
        default: .system
        }
    }

    private static func call(_ stop: @escaping @Sendable () -> Void, on number: Int32) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler(handler: stop)
        source.resume()
        return source
    }
}
