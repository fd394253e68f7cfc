import Foundation
import Testing

/// A second nginx before a stack's workers, with the production site of deploy/nginx as an operator installs it: the
/// `http {}` of Debian's nginx.conf around it, a certificate made for the test. Stopped and removed with the object.
final class Site {
    static let name = "bookings.example.com"
    /// Of HTTPS.
    let port: UInt16
    /// Of the redirects.
    let plainPort: UInt16
    let directory: String
    private let nginx: RunningProcess
    /// Kept as long as the site: it goes with its directory.
    private let stack: Stack

    /// Starts it.
    ///
    /// - Parameters:
    ///   - sockets: the workers' sockets; the stack's own unless given.
    ///   - edits: what the operator has changed in the files; each has to find its text.
    init(_ stack: Stack, sockets: [String]? = nil, edits: [Edit] = []) throws {
        self.stack = stack
        directory = "\(stack.directory)/site"
        port = try FreePort.find()
        plainPort = try FreePort.find()
        try Self.install(in: directory)
        try Self.list(sockets ?? ["\(stack.directory)/socket"], in: directory)
        for edit in edits { try edit.apply(in: "\(directory)/vexar") }
        try Self.enable(in: directory, port, plainPort)
        let command = ["nginx", "-p", directory, "-c", "nginx.conf", "-e", "\(directory)/error.log"]
        try RunningProcess.run(command[0], Array(command.dropFirst()) + ["-t"])
        nginx = try RunningProcess("/usr/bin/env", command, log: "\(directory)/nginx.log")
        try eventually("the site in \(directory)") { [plainPort] in (try? TCPConnection(port: plainPort)) != nil }
    }

    deinit {
        nginx.signal(SIGTERM)
        _ = nginx.wait()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// A client that speaks HTTP/2.
    func client(_ key: String? = nil) -> Curl {
        Curl(url: "https://\(Self.name):\(port)", authority: "\(directory)/fullchain.pem", key: key)
    }

    /// One for the port without TLS.
    var plainClient: Curl {
        Curl(url: "http://\(Self.name):\(plainPort)", authority: "\(directory)/fullchain.pem", key: nil)
    }

    /// The lines of the access log.
    func log() throws -> [LogLine] { try LogLine.read("\(directory)/vexar.access.log") }

    /// A change of a file.
    struct Edit {
        let file: String
        let old: String
        let new: String

        init(_ file: String, _ old: String, _ new: String) {
            (self.file, self.old, self.new) = (file, old, new)
        }

        func apply(in folder: String) throws {
            let path = "\(folder)/\(file)"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try #require(text.contains(old), "nothing to change in \(file): \(old)")
            try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
        }
    }
}

extension Site {
    private static func install(in directory: String) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        let files = FileManager.default
        try files.createDirectory(atPath: "\(directory)/temporary", withIntermediateDirectories: true)
        try files.copyItem(
            atPath: root.appendingPathComponent("deploy/nginx").standardizedFileURL.path, toPath: "\(directory)/vexar")
        try RunningProcess.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)",
                "-keyout", "\(directory)/privkey.pem", "-out", "\(directory)/fullchain.pem",
            ])
    }

    /// The workers, each with the settings of the line that is there.
    private static func list(_ sockets: [String], in directory: String) throws {
        let path = "\(directory)/vexar/workers.conf"
        let pattern = "unix:/run/vexar/vexar.sock"
        let line = try #require(
            String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").first { $0.contains(pattern) })
        let lines = sockets.map { line.replacing(pattern, with: "unix:\($0)") + "\n" }
        try lines.joined().write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// The site by its example, on free ports of IPv4; and the nginx.conf of Debian 12, whose `http {}` sets what the
    /// site has to set anew.
    private static func enable(in directory: String, _ port: UInt16, _ plainPort: UInt16) throws {
        for (old, new) in [
            ("    listen [::]:443 ssl http2 default_server;\n", ""), ("    listen [::]:80 default_server;\n", ""),
            ("listen 443 ", "listen 127.0.0.1:\(port) "), ("listen 80 ", "listen 127.0.0.1:\(plainPort) "),
            ("/etc/letsencrypt/live/\(name)/", "\(directory)/"), ("/var/log/nginx/", "\(directory)/"),
        ] { try Edit("site.conf.example", old, new).apply(in: "\(directory)/vexar") }
        let temporary = ["client_body", "fastcgi", "proxy", "scgi", "uwsgi"].map { "    \($0)_temp_path temporary;\n" }
        try """
        daemon off;
        \(geteuid() == 0 ? "user root;" : "")
        worker_processes 2;
        pid nginx.pid;
        error_log error.log;
        events { worker_connections 768; }
        http {
            sendfile on;
            tcp_nopush on;
            types_hash_max_size 2048;
            default_type application/octet-stream;
            ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
            ssl_prefer_server_ciphers on;
            access_log debian.log;
            gzip on;
        \(temporary.joined())
            include vexar/site.conf.example;
        }
        """.write(toFile: "\(directory)/nginx.conf", atomically: true, encoding: .utf8)
    }
}
