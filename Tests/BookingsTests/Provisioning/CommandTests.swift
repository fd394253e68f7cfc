import Foundation
import Testing

@testable import Bookings

/// The commands for operators as they are run: what they print where, and their exit codes.
@Suite struct CommandTests {
    private let test: TestProvisioning

    init() throws {
        test = try TestProvisioning()
    }

    private var salon: String { String(decoding: test.file(TestProvisioning.salon), as: UTF8.self) }

    @Test func applyFromStandardInput() throws {
        let first = try CommandRun("profile", "apply", "-", input: salon)
        #expect(first.exitCode == 0)
        #expect(first.output.hasPrefix("+ profile \(test.username)\n"))
        #expect(first.errors.isEmpty)
        let second = try CommandRun("profile", "apply", "-", input: salon)
        #expect((second.exitCode, second.output) == (0, "= nothing changed\n"))
    }

    @Test func aDryRunSaysSo() throws {
        let run = try CommandRun("profile", "apply", "--dry-run", "-", input: salon)
        #expect(run.exitCode == 0)
        #expect(run.output.hasPrefix("+ profile \(test.username)\n"))
        #expect(run.errors == "vexar: dry run: nothing was written\n")
        #expect(try test.count() == 0)
    }

    @Test func showAndList() throws {
        try test.makeSalon()
        let file = try CommandRun("profile", "show", test.username, "--json")
        #expect(file.exitCode == 0)
        #expect(file.output == (try test.provisioning.profileFile(test.username)))
        #expect(try CommandRun("profile", "show", test.username).output.contains("Opening hours"))
        #expect(try CommandRun("profile", "list").output.contains(test.username))
    }

    @Test func theKeyStandsAloneOnTheLastLine() throws {
        try test.makeSalon()
        let issued = try CommandRun("key", "issue", test.username, "--operator", "bo", "--label", "phone")
        #expect(issued.exitCode == 0)
        #expect(issued.output.wholeMatch(of: /[0-9a-f]{64}\n/) != nil)
        let id = try #require(issued.errors.firstMatch(of: #/key ([0-9]+) of /#)).output.1
        #expect(try CommandRun("key", "list", test.username).output.contains("phone"))

        let revoked = try CommandRun("key", "revoke", String(id))
        #expect((revoked.exitCode, revoked.output) == (0, "- key \(id) of \(test.username) (revoked)\n"))
        let again = try CommandRun("key", "revoke", String(id))
        #expect(again.exitCode == 0)
        #expect(again.output.hasPrefix("= key \(id) of \(test.username) was revoked before, on 20"))
    }

    @Test func mistakesAreALineEach() throws {
        let run = try CommandRun(
            "profile", "apply", "-", input: #"{"profile": {"username": "X"}, "services": [{"key": "a", "prize": 1}]}"#)
        #expect(run.exitCode == 65)
        #expect(run.output.isEmpty)
        let lines = run.errors.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.hasPrefix("vexar: standard input: ") })
        #expect(lines.last == "vexar: standard input: 2 mistakes, nothing was changed")
    }

    /// One line on standard error, and the exit codes of sysexits.h.
    @Test(arguments: [
        (["profile", "apply", "-"], 65, "vexar: standard input:1:1: not JSON: there is no value\n"),
        (["profile", "apply", "/none/such"], 66, "vexar: cannot read /none/such: No such file or directory\n"),
        (["profile", "apply", "/"], 66, "vexar: cannot read /: Is a directory\n"),
        (["profile", "apply", "/dev/zero"], 65, "vexar: /dev/zero: larger than 16 MiB, so no profile file\n"),
        (["profile", "show", "no-one"], 67, "vexar: there is no profile \"no-one\"; see: vexar profile list\n"),
        (["key", "list", "no-one"], 67, "vexar: there is no profile \"no-one\"; see: vexar profile list\n"),
        (["key", "issue", "no-one"], 67, "vexar: there is no profile \"no-one\"; see: vexar profile list\n"),
        (["key", "revoke", "0"], 67, "vexar: there is no key 0; see: vexar key list USERNAME\n"),
    ])
    func failures(_ arguments: [String], _ exitCode: Int32, _ errors: String) throws {
        let run = try CommandRun(arguments, database: TestProvisioning.url())
        #expect((run.exitCode, run.output, run.errors) == (exitCode, "", errors))
    }

    @Test(arguments: [["profile", "shwo"], ["profile", "show"], ["key", "revoke", "x"], ["profile", "list", "x"]])
    func wrongUsage(_ arguments: [String]) throws {
        let run = try CommandRun(arguments, database: TestProvisioning.url())
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("Usage: vexar "))
    }

    @Test func aDatabaseThatIsAway() throws {
        let run = try CommandRun(["profile", "list"], database: "postgresql://someone:s3cret@%2Fnone/vexar")
        #expect(run.exitCode == 69)
        #expect(run.errors.hasPrefix("vexar: VEXAR_ADMIN_DATABASE_URL: cannot connect to the database: "))
        #expect(run.errors.filter { $0 == "\n" }.count == 1)
        #expect(!run.errors.contains("s3cret"))
    }

    @Test(arguments: [nil, ""])
    func noDatabase(_ database: String?) throws {
        let run = try CommandRun(["profile", "list"], database: database)
        #expect(run.exitCode == 78)
        #expect(
            run.errors == "vexar: VEXAR_ADMIN_DATABASE_URL is not set; for example "
                + "VEXAR_ADMIN_DATABASE_URL=postgresql://vexar_admin@db.example:5432/vexar\n")
    }

    @Test func helpTellsTheExitCodes() throws {
        let run = try CommandRun(["--help"], database: nil)
        #expect(run.exitCode == 0)
        for code in ["64", "65", "66", "67", "69", "70", "74", "78"] { #expect(run.output.contains("\n  \(code)  ")) }
        #expect(try CommandRun(["--version"], database: nil).output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    }

    /// A reader that has gone, as in `vexar profile show salon | head -1`: no crash, no signal.
    @Test func aReaderThatHasGone() throws {
        try test.makeSalon()
        let process = try CommandRun.process(["profile", "show", test.username], database: TestProvisioning.url())
        let pipe = Pipe()
        process.standardOutput = pipe
        try pipe.fileHandleForReading.close()
        try process.run()
        process.waitUntilExit()
        #expect((process.terminationReason, process.terminationStatus) == (.exit, 74))
    }

    @Test func aFullDiskIsTold() throws {
        try test.makeSalon()
        let process = try CommandRun.process(["key", "issue", test.username], database: TestProvisioning.url())
        let errors = Pipe()
        process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
        process.standardError = errors
        try process.run()
        let told = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 74)
        let lines = String(decoding: told, as: UTF8.self).split(separator: "\n")
        #expect(lines.dropFirst().first?.contains("take it back: vexar key revoke ") == true)
        #expect(lines.last == "vexar: cannot write to standard output: No space left on device")
    }
}
