import Foundation

/// A PostgreSQL cluster of a test's own, with the schema deployed: for tests that take the server down, or look at
/// everything in it.
final class Cluster {
    let directory: String
    private var postmaster: RunningProcess?

    /// The data directory that is copied for each test: initdb and sqitch take seconds. Removed with all that
    /// `deploy/dev test` has made.
    private static let pattern = Result { try Cluster(deployingInto: "pattern").handOver() }

    init() throws {
        let pattern = try Self.pattern.get()
        directory = try Self.makeDirectory(UUID().uuidString.prefix(8))
        try RunningProcess.run("cp", ["-a", pattern, data])
        try start()
    }

    /// One as initdb makes it, with no database of ours.
    init(emptyNamed name: Substring) throws {
        directory = try Self.makeDirectory(name)
        try run("initdb", ["-D", data, "-U", "postgres", "--auth=trust", "--locale=C.UTF-8", "--encoding=UTF8"])
        try start()
    }

    /// A standby that follows another cluster until ``promote()``.
    init(standbyOf primary: Cluster) throws {
        directory = try Self.makeDirectory(UUID().uuidString.prefix(8))
        try run(
            "pg_basebackup",
            ["-D", data, "-h", primary.directory, "-U", "postgres", "-R", "-X", "stream", "-c", "fast", "--no-sync"])
        try start()
    }

    private convenience init(deployingInto name: Substring) throws {
        try self.init(emptyNamed: name)
        try RunningProcess.run("createdb", ["-h", directory, "-U", "postgres", "vexar"])
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../sql").standardizedFileURL.path
        try RunningProcess.run(
            "env", ["-C", root, "sqitch", "deploy", "--no-verify", "db:pg://postgres@/vexar"],
            environment: [
                "PGHOST": directory, "SQITCH_FULLNAME": "Tests", "SQITCH_EMAIL": "tests@vexar.invalid",
            ])
    }

    /// Stops the server and gives its data directory, which nobody removes with the object.
    private func handOver() throws -> String {
        stop()
        let kept = "\(directory)-data"
        try RunningProcess.run("mv", [data, kept])
        return kept
    }

    deinit {
        stop(SIGQUIT)
        try? FileManager.default.removeItem(atPath: directory)
    }

    func url(role: String) -> String {
        let host = directory.replacingOccurrences(of: "/", with: "%2F")
        return "postgresql://\(role)@\(host)/vexar"
    }

    /// Makes a standby the primary; returns once it takes writes.
    func promote() throws {
        try run("pg_ctl", ["promote", "-s", "-w", "-D", data])
    }

    /// In the foreground, as a child of the tests: a server that makes itself a daemon would outlive them.
    func start() throws {
        let command = Self.command(
            "postgres",
            ["-D", data, "-c", "listen_addresses=", "-c", "unix_socket_directories=\(directory)", "-c", "fsync=off"])
        postmaster = try RunningProcess("/usr/bin/env", command, log: "\(directory).log")
        try eventually("PostgreSQL in \(directory)") {
            (try? RunningProcess.run("\(Self.binaries)/pg_isready", ["-q", "-h", directory])) != nil
        }
    }

    /// The server's process id.
    func pid() throws -> pid_t {
        let file = try String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8)
        guard let pid = file.split(separator: "\n").first.flatMap({ pid_t($0) }) else {
            throw RunningProcess.Failure(text: "no process id in postmaster.pid")
        }
        return pid
    }

    /// SIGINT is a fast shutdown, SIGQUIT an immediate one (PostgreSQL documentation, section 19.5).
    func stop(_ signal: Int32 = SIGINT) {
        postmaster?.signal(signal)
        _ = postmaster?.wait()
        postmaster = nil
    }

    private static let binaries = "/usr/lib/postgresql/15/bin"

    private var data: String { "\(directory)/data" }

    private static func makeDirectory(_ name: Substring) throws -> String {
        let directory = "\(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")/pg-\(name)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        if geteuid() == 0 { try RunningProcess.run("chown", ["postgres", directory]) }
        return directory
    }

    private static func command(_ program: String, _ arguments: [String]) -> [String] {
        unprivileged(["\(binaries)/\(program)"] + arguments)
    }

    private func run(_ program: String, _ arguments: [String]) throws {
        let command = Self.command(program, arguments)
        try RunningProcess.run(command[0], Array(command.dropFirst()))
    }

    /// PostgreSQL and PgBouncer refuse to run as root.
    static func unprivileged(_ command: [String]) -> [String] {
        guard geteuid() == 0 else { return command }
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] + command
    }
}
