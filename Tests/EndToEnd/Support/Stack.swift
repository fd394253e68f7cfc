import Foundation
import HTTP
import Postgres

/// nginx with the files of deploy/nginx and the real binary behind it, for one test. Stopped and removed with the
/// object.
final class Stack {
    let port: UInt16
    let directory: String
    /// What the worker's connections are called in pg_stat_activity.
    let applicationName = "e2e-\(UUID().uuidString.prefix(8))"
    /// The database that the worker uses, as superuser.
    let database: Database
    /// Of its processes.
    let environment: [String: String]
    private let nginx: RunningProcess
    /// Its database's server, kept as long as the stack.
    private let cluster: Cluster?
    /// Where the worker does not make its socket, but is given it.
    private let held: HeldSocket?
    private(set) var worker: RunningProcess

    /// Starts both on the tests' cluster, or on another one.
    ///
    /// - Parameters:
    ///   - environment: of its processes; a `VEXAR_DATABASE_URL` in it is the worker's way to the cluster.
    ///   - held: the listening socket on the worker's descriptor 0; without one it makes its own.
    ///   - nginx: further lines of nginx's `http {}`.
    init(
        cluster: Cluster? = nil, environment: [String: String] = [:], held: HeldSocket? = nil,
        nginx further: String = ""
    ) throws {
        (self.cluster, self.held) = (cluster, held)
        directory = try Self.makeDirectory()
        let settings = ProcessInfo.processInfo.environment
        guard let binary = settings["VEXAR_BIN"], let shared = settings["DATABASE_URL"],
            let service = settings["VEXAR_DATABASE_URL"]
        else { throw RunningProcess.Failure(text: "run the tests with deploy/dev test") }
        database = Database(ConnectionSettings(cluster?.url(role: "postgres") ?? shared))
        self.environment = environment.merging([
            "VEXAR_DATABASE_URL": environment["VEXAR_DATABASE_URL"] ?? cluster?.url(role: "vexar_app") ?? service,
            "VEXAR_LISTEN": held == nil ? "\(directory)/socket" : "", "VEXAR_BIN": binary, "PGAPPNAME": applicationName,
        ]) { $1 }
        port = try FreePort.find()
        try NginxFiles.write(
            in: directory, port: port, socket: held?.path ?? "\(directory)/socket", further: further)
        worker = try Self.startWorker(in: directory, self.environment, held)
        nginx = try RunningProcess(
            "/usr/bin/env", ["nginx", "-p", directory, "-c", "nginx.conf"], log: "\(directory)/nginx.log")
        try eventually("readyz of \(directory)") { [port] in
            (try? HTTPClient(port: port).send("GET", "/readyz").status) == 200
        }
    }

    deinit {
        worker.signal(SIGKILL)
        nginx.signal(SIGTERM)
        _ = nginx.wait()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// The executable.
    var binary: String { environment["VEXAR_BIN"] ?? "" }

    /// A client with a key.
    func client(_ key: String? = nil) -> HTTPClient {
        HTTPClient(port: port, key: key)
    }

    /// Starts a worker in the place of one that has left.
    func restartWorker() throws {
        worker = try Self.startWorker(in: directory, environment, held)
        try eventually("readyz after a restart") { [port] in
            (try? HTTPClient(port: port).send("GET", "/readyz").status) == 200
        }
    }

    /// Reloads nginx, and waits until none of its processes is one that was there before.
    func reloadNginx() throws {
        let old = try nginxWorkers()
        nginx.signal(SIGHUP)
        try eventually("the processes of a reloaded nginx") {
            let now = try nginxWorkers()
            return !now.isEmpty && now.isDisjoint(with: old)
        }
    }

    private func nginxWorkers() throws -> Set<Substring> {
        let children = try String(
            contentsOfFile: "/proc/\(nginx.pid)/task/\(nginx.pid)/children", encoding: .utf8)
        return Set(children.split(separator: " "))
    }

    private static func startWorker(
        in directory: String, _ environment: [String: String], _ held: HeldSocket?
    ) throws -> RunningProcess {
        try RunningProcess(
            environment["VEXAR_BIN"] ?? "", ["serve"], environment: environment, log: "\(directory)/worker.log",
            standardInput: held?.handle)
    }

    /// Under a short path: a socket's path has at most 107 bytes.
    private static func makeDirectory() throws -> String {
        let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        let directory = "\(parent)/e2e-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        return directory
    }
}

/// nginx's configuration: the template of deploy/dev with the production files.
private enum NginxFiles {
    static func write(in directory: String, port: UInt16, socket: String, further: String) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../..").standardizedFileURL.path
        let files = FileManager.default
        try files.copyItem(atPath: "\(root)/deploy/nginx", toPath: "\(directory)/vexar")
        try files.createDirectory(atPath: "\(directory)/temporary", withIntermediateDirectories: true)
        try "server unix:\(socket);\n".write(
            toFile: "\(directory)/vexar/workers.conf", atomically: true, encoding: .utf8)
        let template = try String(contentsOfFile: "\(root)/deploy/dev.d/nginx.conf.in", encoding: .utf8)
        try template
            .replacingOccurrences(of: "@USER@", with: geteuid() == 0 ? "user root;" : "")
            .replacingOccurrences(of: "@PORT@", with: String(port))
            .replacingOccurrences(of: "http {\n", with: "http {\n\(further)\n")
            .write(toFile: "\(directory)/nginx.conf", atomically: true, encoding: .utf8)
    }
}

/// A port of loopback that nobody listens on.
enum FreePort {
    static func find() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                guard bind(descriptor, $0, size) == 0, getsockname(descriptor, $0, &size) == 0 else {
                    throw SocketFailure(call: "bind", code: errno)
                }
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
    }
}
