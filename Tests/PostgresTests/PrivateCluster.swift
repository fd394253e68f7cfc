import Glibc
import Postgres

/// A PostgreSQL cluster for one test, which may stop and start it. It listens on a socket in its own directory only.
final class PrivateCluster {
    private let directory: String
    private let binaries: String

    /// Makes and starts a cluster with the programs of the test server.
    init() throws {
        let server = try Connection(ConnectionSettings(TestServer.conninfo()))
        binaries = try server.query("select setting from pg_config where name = 'BINDIR'")[0].string(0)
        // Short, as a socket's path ends at 107 bytes, and open to the user who runs PostgreSQL.
        directory = "/tmp/vexar-\(UInt32.random(in: 0 ... .max))"
        try run("mkdir", directory)
        try run(
            "\(binaries)/initdb", "--pgdata=\(data)", "--auth=trust", "--username=postgres", "--encoding=UTF8",
            "--no-sync")
        try start()
    }

    deinit {
        _ = try? stop()
        _ = try? run("rm", "-r", directory)
    }

    /// The superuser's connection string.
    var conninfo: String { "host=\(directory) user=postgres dbname=postgres" }

    func start() throws {
        let options = "-c listen_addresses= -c unix_socket_directories=\(directory) -c fsync=off"
        try run(
            "\(binaries)/pg_ctl", "start", "--wait", "--silent", "--pgdata=\(data)", "--log=\(directory)/log",
            "--options=\(options)")
    }

    func stop() throws {
        try run("\(binaries)/pg_ctl", "stop", "--wait", "--silent", "--mode=fast", "--pgdata=\(data)")
    }

    /// Lets a role in with its password only.
    func requirePassword(of role: String) throws {
        try run("sed", "-i", "1i local all \(role) scram-sha-256", "\(data)/pg_hba.conf")
        try run("\(binaries)/pg_ctl", "reload", "--silent", "--pgdata=\(data)")
    }

    private var data: String { "\(directory)/data" }
}

struct CommandFailed: Error, CustomStringConvertible {
    let description: String
}

/// Runs a program to its end, as `postgres` where the tests run as root, which PostgreSQL refuses.
///
/// Not by Foundation's `Process`: it takes a program for running as long as anybody holds a descriptor that the program
/// inherited, and a server that `pg_ctl` has started does. For the same reason nothing is inherited here.
private func run(_ command: String...) throws {
    let words = ["env", "--chdir=/"] + (getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : []) + command
    var arguments = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    for descriptor in 3..<Int32(1_024) { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var process: pid_t = 0
    let spawned = posix_spawnp(&process, "env", &actions, nil, &arguments, environ)
    var status: Int32 = 0
    guard spawned == 0, waitpid(process, &status, 0) == process, status == 0 else {
        throw CommandFailed(description: "\(command.joined(separator: " ")): error \(spawned), status \(status)")
    }
}
