import Foundation
import Testing

@testable import Bookings

/// Settings that come as files, as systemd hands them over.
@Suite final class CredentialTests {
    private static let database = "postgresql://vexar_app:s3cret@db.example/vexar"
    private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

    init() throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    private func put(_ name: String, _ content: some Sequence<UInt8>) throws {
        try Data(content).write(to: directory.appendingPathComponent(name))
    }

    private func read(_ more: [String: String] = [:]) throws(ConfigurationErrors) -> Configuration {
        try Configuration(environment: ["CREDENTIALS_DIRECTORY": directory.path].merging(more) { $1 })
    }

    private func complaints(_ more: [String: String] = [:]) -> [String] {
        do {
            _ = try read(["VEXAR_DATABASE_URL": Self.database].merging(more) { $1 })
            return []
        } catch {
            return error.lines
        }
    }

    @Test func aSettingCanBeAFile() throws {
        try put("VEXAR_DATABASE_URL", "\(Self.database)\n".utf8)
        try put("VEXAR_JWT_SECRET", String(repeating: "x", count: 40).utf8)
        try put("VEXAR_THREADS", "12\n".utf8)
        let configuration = try read()
        #expect(configuration.process.database == Self.database)
        #expect(configuration.tokenSecret == String(repeating: "x", count: 40))
        #expect(configuration.threads == 12)
        #expect(configuration.process.warnings.isEmpty)
    }

    @Test(arguments: ["\n", "\r\n"])
    func oneNewlineIsDropped(_ newline: String) throws {
        try put("VEXAR_LISTEN", "/run/a\(newline)".utf8)
        #expect(try read(["VEXAR_DATABASE_URL": Self.database]).listening == .path("/run/a"))
    }

    /// A secret that an editor has added something to would be another secret.
    @Test(arguments: ["\n\n", "\r", "\r\n\r\n", "\n\r", "\t", "\u{7F}", "\u{85}", "\u{FEFF}"])
    func whatNobodySeesIsNamedOnce(_ rest: String) throws {
        let secret = String(repeating: "x", count: 40)
        for content in ["\(secret)\(rest)", "\(rest)\(secret)\n"] {
            try put("VEXAR_JWT_SECRET", content.utf8)
            try put("VEXAR_THREADS", "8\(rest)".utf8)
            let lines = complaints()
            #expect(lines.map { $0.prefix { $0 != " " } } == ["VEXAR_THREADS", "VEXAR_JWT_SECRET"])
            #expect(lines.allSatisfy { $0.contains("control character") && !$0.contains(secret) })
        }
        #expect(complaints(["VEXAR_THREADS": "8", "VEXAR_JWT_SECRET": "\(secret)\(rest)"]).count == 1)
    }

    @Test func theEnvironmentWins() throws {
        try put("VEXAR_DATABASE_URL", "postgresql://other/file".utf8)
        try put("VEXAR_THREADS", "12".utf8)
        let configuration = try read(["VEXAR_DATABASE_URL": Self.database, "VEXAR_THREADS": ""])
        #expect(configuration.process.database == Self.database)
        #expect(configuration.threads == 12, "what is empty counts as not set")
    }

    @Test func theOperatorsCommandsReadThemToo() throws {
        try put("VEXAR_ADMIN_DATABASE_URL", "postgresql://vexar_admin@db.example/vexar\n".utf8)
        let configuration = try OperatorConfiguration(environment: ["CREDENTIALS_DIRECTORY": directory.path])
        #expect(configuration.database == "postgresql://vexar_admin@db.example/vexar")
    }

    @Test func aFileThatIsNoTextIsNamed() throws {
        try put("VEXAR_JWT_SECRET", [0xFF, 0xFE])
        try put("VEXAR_LISTEN", [0x2F, 0x00])
        let lines = complaints()
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.contains(directory.path) && $0.contains("not UTF-8 text") })
    }

    @Test func aFileThatIsTooLargeIsNamed() throws {
        try put("VEXAR_JWT_SECRET", repeatElement(UInt8(ascii: "x"), count: 65_536))
        #expect(complaints().isEmpty)
        try put("VEXAR_JWT_SECRET", repeatElement(UInt8(ascii: "x"), count: 65_537))
        #expect(complaints().first?.contains("larger than 64 KiB") == true)
    }

    /// A pipe is not waited for, and nothing else is said of the setting.
    @Test(arguments: ["directory", "pipe"])
    func whatIsNoFileIsNamedOnce(_ kind: String) throws {
        let path = directory.appendingPathComponent("VEXAR_DATABASE_URL").path
        #expect((kind == "pipe" ? mkfifo(path, 0o600) : mkdir(path, 0o700)) == 0)
        let lines = complaints(["VEXAR_DATABASE_URL": ""])
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("VEXAR_DATABASE_URL cannot be read from ") == true)
    }

    /// As a secret's store leaves it that was moved: something was meant to be set.
    @Test func aLinkToNothingCannotBeRead() throws {
        let path = directory.appendingPathComponent("VEXAR_JWT_SECRET").path
        for target in ["/none/such", "/etc/passwd/none"] {
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
            let lines = complaints()
            #expect(lines.count == 1 && lines[0].hasPrefix("VEXAR_JWT_SECRET cannot be read from \(path)"))
            try FileManager.default.removeItem(atPath: path)
        }
    }

    @Test func aDirectoryThatIsNotThereHoldsNothing() {
        #expect(complaints(["CREDENTIALS_DIRECTORY": "/none/such"]).isEmpty)
    }

    @Test func aMisspeltFileIsNamedLikeAMisspeltVariable() throws {
        try put("VEXAR_JWT_SECRETS", "x".utf8)
        try put("other", "x".utf8)
        let warnings = try read(["VEXAR_DATABASE_URL": Self.database, "VEXAR_THREAD": "4"]).process.warnings
        #expect(warnings.count == 2)
        #expect(warnings.first?.contains("did you mean VEXAR_JWT_SECRET?") == true)
        #expect(warnings.last?.hasPrefix("VEXAR_THREAD is not a setting") == true)
        #expect(warnings.last?.contains("did you mean VEXAR_THREADS?") == true)
    }
}
