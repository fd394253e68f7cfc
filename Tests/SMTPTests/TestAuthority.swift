import Foundation
import TestSupport

/// A certificate authority of a test's own, in a directory that goes with it.
final class TestAuthority {
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("smtp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try openssl(["-keyout", path("ca.key"), "-out", file, "-subj", "/CN=Test authority"])
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    /// The authority's own certificate.
    var file: String { path("ca.pem") }

    /// A server's certificate for these names, as in `DNS:localhost,IP:127.0.0.1`, and its key.
    func certificate(for names: String) throws -> (certificate: String, key: String) {
        let name = UUID().uuidString
        let (certificate, key) = (path("\(name).pem"), path("\(name).key"))
        try openssl([
            "-CA", file, "-CAkey", path("ca.key"), "-keyout", key, "-out", certificate, "-subj", "/CN=Test server",
            "-addext", "subjectAltName=\(names)", "-addext", "basicConstraints=critical,CA:FALSE",
        ])
        return (certificate, key)
    }

    private func path(_ name: String) -> String { directory.appendingPathComponent(name).path }

    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments =
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Disappointment(description: "openssl \(arguments): \(process.terminationStatus)")
        }
    }
}
