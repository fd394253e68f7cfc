import Foundation
import Postgres
import Testing

/// The production site before two workers, `one` and `two`, on a cluster where a test may lock what it likes.
final class WorkerPair {
    let cluster: Cluster
    let stack: Stack
    let site: Site
    private var workers: [String: RunningProcess]

    init() throws {
        cluster = try Cluster()
        let stack = try Stack(cluster: cluster)
        self.stack = stack
        workers = [:]
        for name in ["one", "two"] { workers[name] = try Self.start(name, beside: stack) }
        let sockets = workers.keys.sorted().map { "\(stack.directory)/\($0).socket" }
        try eventually("two sockets") { sockets.allSatisfy { FileManager.default.fileExists(atPath: $0) } }
        site = try Site(stack, sockets: sockets)
    }

    private static func start(_ name: String, beside stack: Stack) throws -> RunningProcess {
        let settings = ["VEXAR_LISTEN": "\(stack.directory)/\(name).socket", "PGAPPNAME": name]
        return try RunningProcess(
            stack.binary, ["serve"], environment: stack.environment.merging(settings) { $1 },
            log: "\(stack.directory)/\(name).log")
    }

    /// The workers that wait for a lock of the database, those among them that are dead by now.
    func namesOfWaiting() throws -> Set<String> {
        let rows = try stack.database.query(
            """
            select application_name from pg_stat_activity
            where application_name in ('one', 'two') and wait_event_type = 'Lock'
            """)
        return Set(try rows.map { try $0.string(0) })
    }

    /// Waits until one waits.
    func waitingWorker() throws -> String {
        try eventually("a request that waits") { try !namesOfWaiting().isEmpty }
        return try #require(try namesOfWaiting().first)
    }

    func kill(_ name: String) {
        workers[name]?.signal(SIGKILL)
        _ = workers[name]?.wait()
    }
}
