import Foundation
import Testing

/// The Debian package, built, and used in a Debian of its own: see the script, which is there to be run by hand too.
@Suite(
    .serialized, .enabled(if: runsProofs),
    .enabled(if: geteuid() == 0, "only root can make a root directory for others"))
struct PackageProofs {
    private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardizedFileURL

    /// An address that lintian takes, whoever has made the last commit.
    private static let environment = ["DEBFULLNAME": "Tests", "DEBEMAIL": "tests@example.com"]

    @Test func itInstallsRunsAndGoesInAFreshDebian() throws {
        let directory = try Self.build(into: "package")
        let cluster = try Cluster()
        let script = Self.root.appendingPathComponent("Tests/EndToEnd/fresh-debian").path
        try RunningProcess.run(script, [Self.package(in: directory), cluster.directory])
    }

    /// The same program is packed into the same bytes. The second build compiles nothing: that the compiler makes the same
    /// of the same source is not looked at.
    @Test func itIsPackedTheSameTwice() throws {
        let packages = try ["once", "again"].map { try Self.package(in: Self.build(into: $0)) }
        try RunningProcess.run("cmp", packages)
    }

    private static func build(into name: String) throws -> String {
        let directory = "\(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")/\(name)"
        let script = root.appendingPathComponent("deploy/package").path
        try RunningProcess.run(script, [directory], environment: environment)
        return directory
    }

    private static func package(in directory: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        let name = names.first { $0.hasPrefix("vexar_") && $0.hasSuffix(".deb") }
        guard let name else { throw RunningProcess.Failure(text: "no package in \(directory)") }
        return "\(directory)/\(name)"
    }
}
