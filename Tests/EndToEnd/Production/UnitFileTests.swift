import Foundation
import Testing

/// The unit files of deploy/systemd, as systemd's own tools read them; no systemd has to run for that. What the
/// processes do is tested where systemd's part is played: sockets, notifications, credentials.
@Suite struct UnitFileTests {
    private static let source = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../deploy/systemd")
        .standardizedFileURL

    /// `security` rates a service from 0 to 10, and refuses what is above the threshold, in tenths: under 2.0 is
    /// wanted. What is left below is the network, which these services are for.
    private static let threshold = 19

    @Test func systemdTakesThemWithoutAWord() throws {
        let copy = try Copy()
        let names = try copy.names { $0.hasSuffix(".service") || $0.hasSuffix(".socket") || $0.hasSuffix(".timer") }
        #expect(names.count >= 6)
        let run = try copy.analyze(["verify", "--man=no"] + names.map { "./\($0)" })
        #expect(run.code == 0 && run.output.isEmpty, "\(run.output)")
    }

    @Test func everyServiceIsInTheSandbox() throws {
        let copy = try Copy()
        for name in try copy.names({ $0.hasSuffix(".service") }) {
            let run = try copy.analyze(
                ["security", "--offline=true", "--no-pager", "--threshold=\(Self.threshold)", "./\(name)"])
            #expect(run.code == 0 && run.output.contains("exposure level"), "\(name): \(run.output)")
        }
    }

    /// A running systemd passes over directories that are links, without a word: the worker ran outside the sandbox, as
    /// root. The tools follow them.
    @Test func noDirectoryIsALink() throws {
        let copy = try Copy()
        let directories = try copy.names { $0.hasSuffix(".d") }
        #expect(directories == ["vexar-.service.d", "vexar.service.d"])
        for name in directories {
            let path = copy.directory.appendingPathComponent(name).path
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.type] as? FileAttributeType == .typeDirectory, "\(name)")
        }
    }

    /// A file that is missing would keep systemd from starting the service at all: it is for the program to say what is
    /// not set.
    @Test func everyCredentialMayBeMissing() throws {
        let copy = try Copy()
        for name in try copy.names({ $0.hasSuffix(".service") }) {
            let lines = try copy.text(of: name).split(separator: "\n")
            let loaded = lines.compactMap { $0.wholeMatch(of: /LoadCredential=(\w+):(.*)/)?.output }
            #expect(!loaded.isEmpty, "\(name)")
            for (_, credential, file) in loaded {
                #expect(file == "/etc/vexar/credentials/\(credential)", "\(name)")
                #expect(lines.contains("SetCredential=\(credential):\\n"), "\(name), \(credential)")
            }
        }
    }

    /// The files in a directory of their own, for a program that is at home elsewhere.
    private final class Copy {
        let directory: URL

        init() throws {
            let settings = ProcessInfo.processInfo.environment
            directory = URL(fileURLWithPath: settings["TMPDIR"] ?? "/tmp")
                .appendingPathComponent("units-\(UUID().uuidString.prefix(8))")
            try FileManager.default.copyItem(at: source, to: directory)
            for name in try names({ $0.hasSuffix(".service") }) {
                let text = try text(of: name).replacing("/usr/bin/vexar", with: settings["VEXAR_BIN"] ?? "/bin/true")
                try text.write(to: directory.appendingPathComponent(name), atomically: true, encoding: .utf8)
            }
        }

        deinit {
            try? FileManager.default.removeItem(at: directory)
        }

        func names(_ isMeant: (String) -> Bool) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: directory.path).filter(isMeant).sorted()
        }

        func text(of name: String) throws -> String {
            try String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8)
        }

        func analyze(_ arguments: [String]) throws -> (code: Int32, output: String) {
            let log = directory.appendingPathComponent("log").path
            let process = try RunningProcess(
                "/usr/bin/env", ["--chdir=\(directory.path)", "systemd-analyze"] + arguments, log: log)
            return (process.wait(), try String(contentsOfFile: log, encoding: .utf8))
        }
    }
}
