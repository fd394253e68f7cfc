import Foundation
import Postgres

/// PgBouncer in transaction mode before a cluster; killed with the object.
final class PoolingProxy {
    private let directory: String
    private let process: RunningProcess
    private static let port = 6_432

    /// - Parameters:
    ///   - takesOptions: whether it passes over the start-up parameter `options`, which it refuses by itself.
    ///   - poolSize: how many connections it makes to the server, at most.
    init(before cluster: Cluster, takesOptions: Bool = false, poolSize: Int = 20) throws {
        directory = "\(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")/pgb-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try """
        [databases]
        * = host=\(cluster.directory)
        [pgbouncer]
        listen_addr =
        listen_port = \(Self.port)
        unix_socket_dir = \(directory)
        pool_mode = transaction
        default_pool_size = \(poolSize)
        auth_type = trust
        auth_file = \(directory)/users
        \(takesOptions ? "ignore_startup_parameters = options" : "")

        """.write(toFile: "\(directory)/pgbouncer.ini", atomically: true, encoding: .utf8)
        try "\"vexar_app\" \"\"\n".write(toFile: "\(directory)/users", atomically: true, encoding: .utf8)
        if geteuid() == 0 { try RunningProcess.run("chown", ["-R", "postgres", directory]) }
        process = try RunningProcess(
            "/usr/bin/env", Cluster.unprivileged(["/usr/sbin/pgbouncer", "\(directory)/pgbouncer.ini"]),
            log: "\(directory).log")
        var settings = ConnectionSettings(url(role: "vexar_app"))
        settings.prepared = false
        try eventually("PgBouncer in \(directory)") { (try? Connection(settings)) != nil }
    }

    deinit {
        process.signal(SIGKILL)
        try? FileManager.default.removeItem(atPath: directory)
    }

    func url(role: String) -> String {
        let host = directory.replacingOccurrences(of: "/", with: "%2F")
        return "postgresql://\(role)@\(host):\(Self.port)/vexar"
    }
}
