internal import Crypto
internal import FastCGI
internal import Foundation
internal import HTTP
internal import Logging
internal import Postgres

/// The booking service: all wiring in one place. The executable and the tests make it with different settings.
public final class Service: Sendable {
    private let configuration: Configuration
    private let log: Logger
    private let supervisor: Supervisor
    private let changes: Changes
    private let server: Server
    private let metrics: MetricsEndpoint?

    /// A service that listens, but does not answer yet.
    ///
    /// - Parameter supervisor: who is told how far it is.
    /// - Throws: ``StartError`` when the database is not what this program needs, or a socket cannot be had. Waits for
    ///   a database that is not there.
    public init(_ configuration: Configuration, supervisor: Supervisor = Supervisor()) throws {
        let process = configuration.process
        let log = Logger.service(level: process.logLevel)
        self.configuration = configuration
        self.log = log
        self.supervisor = supervisor
        for line in process.warnings { log.warning("\(line)") }
        let database = process.connection(named: "vexar serve")
        try DatabaseCheck.wait(for: Database(database), supervisor, log)
        // Before the metrics' socket, which takes its path over from whoever has it: a second process by mistake is
        // told here that there is one, and takes nothing from it.
        let socket = try Self.socket(configuration)
        let changes = Changes(database, direct: process.direct, log: log)
        self.changes = changes
        let metrics = try process.metrics.map {
            try MetricsEndpoint(RequestMetrics.families + ServiceFigures.families, of: "serve", at: $0)
        }
        self.metrics = metrics
        let monitor = RequestMonitor(
            metrics: metrics.map { RequestMetrics(Routes.table, in: $0.registry) },
            log: configuration.logsRequests ? log : nil)
        let crew = Crew(upTo: max(2, ProcessInfo.processInfo.activeProcessorCount))
        let makeWorker = Self.workers(configuration, database, crew, changes, monitor, log)
        let serving = SupervisorNote.status("serving on \(configuration.threads) threads")
        server = try Server(
            socket: socket, threads: configuration.threads, crew: crew,
            onEvent: { event in log.warning("connection", metadata: ["event": "\(event)"]) },
            onTick: { supervisor.beat(saying: serving) },
            makeResponder: { makeWorker() })
    }

    /// Answers requests until ``stop()``; then those that have arrived, and returns.
    public func run() throws {
        log.info("serving", metadata: ["threads": "\(configuration.threads)"])
        changes.start()
        defer { changes.stop() }
        metrics?.start { [changes, server] registry in
            ServiceFigures(changes, openConnections: { server.openConnections }, in: registry).collect
        }
        defer { metrics?.stop() }
        try server.run()
        log.info("stopped")
    }

    /// Ends ``run()``, from any thread.
    public func stop() {
        supervisor.tell([.stopping, .status("answering what has arrived")])
        server.stop()
    }

    private static func socket(_ configuration: Configuration) throws(StartError) -> ListeningSocket {
        switch configuration.listening {
        case .inherited:
            do {
                return try .inherited()
            } catch {
                throw .nothingToListenOn(error)
            }
        case .path(let path):
            do {
                return try .unix(path: path)
            } catch {
                throw .unusable(setting: "VEXAR_LISTEN", error)
            }
        }
    }

    /// What makes a worker for each thread.
    private static func workers(
        _ configuration: Configuration, _ database: ConnectionSettings, _ crew: Crew, _ changes: Changes,
        _ monitor: RequestMonitor, _ log: Logger
    ) -> @Sendable () -> Worker {
        let router = Router(Routes.table)
        var settings = database
        settings.implicitSnapshots = true
        settings.onWait = { $0 == .begins ? crew.rest() : crew.resume() }
        let authenticator = Authenticator(
            tokenKey: configuration.tokenSecret.map { SymmetricKey(data: Array($0.utf8)) },
            now: { Int64(time(nil)) },
            sessions: changes.sessions)
        let patience = Patience()
        return { [settings] in
            Worker(
                router: router, authenticator: authenticator, database: Database(settings), changes: changes,
                patience: patience, log: log, monitor: monitor)
        }
    }
}
