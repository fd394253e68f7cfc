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

    private static let built = Result { try package(in: build(into: "package")) }

    @Test func itInstallsRunsAndGoesInAFreshDebian() throws {
        let cluster = try Cluster()
        let script = Self.root.appendingPathComponent("Tests/EndToEnd/fresh-debian").path
        try RunningProcess.run(script, [Self.built.get(), cluster.directory])
    }

    /// The same program is packed into the same bytes. The second build compiles nothing: that the compiler makes the
    /// same of the same source is not looked at.
    @Test func itIsPackedTheSameTwice() throws {
        let again = try Self.package(in: Self.build(into: "again"))
        try RunningProcess.run("cmp", [Self.built.get(), again])
    }

    /// A build of any commit is an upgrade of those before, unless that commit is the release.
    @Test func theVersionTellsTheCommit() throws {
        let script = """
            set -euo pipefail
            cd "$0"
            version=$(dpkg-deb -f "$1" Version)
            next=${version%%+git*}+git$(($(git rev-list --count HEAD) + 1)).00000000
            git describe --exact-match --tags HEAD ||
                { [[ $version == *+git* ]] && dpkg --compare-versions "$version" lt "$next"; }
            """
        try RunningProcess.run("bash", ["-c", script, Self.root.path, Self.built.get()])
    }

    @Test func whatIsNotCommittedIsRefused() throws {
        let clone = try Self.clone(as: "untidy")
        try Data().write(to: URL(fileURLWithPath: "\(clone)/sql/deploy/left_over.sql"))
        #expect(try Self.refusal(of: clone).contains("?? sql/deploy/left_over.sql"))
    }

    @Test func aShallowCloneIsRefused() throws {
        let clone = try Self.clone(as: "shallow", "--depth=1", "--no-tags")
        #expect(try Self.refusal(of: clone).contains("git fetch --unshallow"))
    }

    private static func build(into name: String) throws -> String {
        let directory = temporary(name)
        let script = root.appendingPathComponent("deploy/package").path
        // Whoever runs the proofs may be in the middle of a change.
        try RunningProcess.run(script, ["--with-changes", directory], environment: environment)
        return directory
    }

    private static func temporary(_ name: String) -> String {
        "\(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")/\(name)"
    }

    /// A clone of what is committed. By a URL, or git would not make it shallow.
    private static func clone(as name: String, _ options: String...) throws -> String {
        let directory = temporary(name)
        try RunningProcess.run("git", ["clone", "-q"] + options + ["file://\(root.path)", directory])
        return directory
    }

    /// What deploy/package says when it builds nothing.
    private static func refusal(of clone: String) throws -> String {
        do {
            try RunningProcess.run("\(clone)/deploy/package", [], environment: environment)
            return "it is built"
        } catch let failure as RunningProcess.Failure {
            return failure.text
        }
    }

    private static func package(in directory: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        let name = names.first { $0.hasPrefix("vexar_") && $0.hasSuffix(".deb") }
        guard let name else { throw RunningProcess.Failure(text: "no package in \(directory)") }
        return "\(directory)/\(name)"
    }
}
