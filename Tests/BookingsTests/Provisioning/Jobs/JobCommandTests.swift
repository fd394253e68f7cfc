import Foundation
import Testing

@testable import Bookings

/// `vexar jobs` as it is run: what it prints where, and its exit codes.
@Suite struct JobCommandTests {
    private let test: TestJobs

    init() throws {
        test = try TestJobs()
    }

    private func run(_ arguments: String...) throws -> CommandRun {
        try CommandRun(["jobs"] + arguments, database: TestProvisioning.url())
    }

    @Test func listTellsWhatItDoesNotShow() throws {
        for _ in 1...3 { _ = try test.add(.failed, lastError: "550 \(TestJobs.recipient)") }
        let all = try run("list", "--profile", test.username)
        #expect((all.exitCode, all.errors) == (0, ""))
        #expect(all.output.hasPrefix("ID  ") || all.output.hasPrefix(" "))
        #expect(all.output.filter { $0 == "\n" }.count == 4)
        #expect(!all.output.contains("@") && !all.output.contains("jane"))
        let some = try run("list", "--profile", test.username, "--limit", "2", "--state", "queued", "--state", "failed")
        #expect(some.output.filter { $0 == "\n" }.count == 3)
        #expect(some.errors == "vexar: these are the oldest 2 of 3; --limit shows more\n")
        let none = try run("list", "--profile", test.username, "--state", "sent")
        #expect((none.exitCode, none.output, none.errors) == (0, "", "vexar: there are no such jobs\n"))
    }

    @Test func showHasTheAddress() throws {
        let id = try test.add()
        let shown = try run("show", "\(id)")
        #expect((shown.exitCode, shown.errors) == (0, ""))
        #expect(shown.output == (try test.provisioning.describeJob(id)))
        #expect(shown.output.contains(TestJobs.recipient))
    }

    @Test func retryAndCancel() throws {
        let ids = try [test.add(.failed), test.add(.failed)]
        let retried = try run("retry", "\(ids[0])")
        #expect((retried.exitCode, retried.errors) == (0, ""))
        #expect(retried.output == "~ job \(ids[0]) of \(test.username): failed -> queued, due now\n")
        let rest = try run("retry", "--all-failed", "--profile", test.username)
        #expect(rest.output == "~ job \(ids[1]) of \(test.username): failed -> queued, due now\n")
        let none = try run("retry", "--all-failed", "--profile", test.username)
        #expect((none.exitCode, none.output, none.errors) == (0, "= no job has failed\n", ""))

        let cancelled = try run("cancel", "\(ids[0])", "\(ids[1])")
        #expect((cancelled.exitCode, cancelled.errors) == (0, ""))
        #expect(cancelled.output == ids.map { "- job \($0) of \(test.username): cancelled\n" }.joined())
        let again = try run("cancel", "\(ids[0])")
        #expect((again.exitCode, again.output) == (0, "= job \(ids[0]) of \(test.username): cancelled already\n"))
    }

    @Test func refusalsAreALineEach() throws {
        let ids = try [test.add(.sent), test.add(.cancelled)].map(String.init)
        let retried = try run("retry", ids[0], ids[1])
        #expect((retried.exitCode, retried.output) == (65, ""))
        let lines = retried.errors.split(separator: "\n")
        #expect(lines.count == 3 && lines.allSatisfy { $0.hasPrefix("vexar: ") })
        #expect(lines.last == "vexar: nothing was changed")
        let cancelled = try run("cancel", try String(test.add(.sending)))
        #expect((cancelled.exitCode, cancelled.output) == (65, ""))
        #expect(cancelled.errors.contains(" is being sent just now; try again in a moment\n"))
    }

    @Test(arguments: [
        (["list", "--profile", "no-one"], "there is no profile \"no-one\"; see: vexar profile list"),
        (["show", "0"], "there is no job 0; see: vexar jobs list"),
        (["retry", "0"], "there is no job 0; see: vexar jobs list"),
        (["retry", "--all-failed", "--profile", "no-one"], "there is no profile \"no-one\"; see: vexar profile list"),
        (["cancel", "0"], "there is no job 0; see: vexar jobs list"),
    ])
    func whatIsUnknown(_ arguments: [String], _ told: String) throws {
        let run = try CommandRun(["jobs"] + arguments, database: TestProvisioning.url())
        #expect((run.exitCode, run.output, run.errors) == (67, "", "vexar: \(told)\n"))
    }

    @Test(arguments: [
        ["list", "--state", "sold"], ["list", "--limit", "0"], ["show"], ["show", "x"], ["retry"], ["cancel"],
        ["retry", "1", "--all-failed"], ["retry", "1", "--profile", "x"], ["retry", "--profile", "x"], ["cancel", "x"],
    ])
    func wrongUsage(_ arguments: [String]) throws {
        let run = try CommandRun(["jobs"] + arguments, database: TestProvisioning.url())
        #expect((run.exitCode, run.output) == (64, ""))
        #expect(run.errors.contains("Usage: vexar jobs \(arguments[0]) "))
    }

    @Test func helpNamesTheStates() throws {
        let help = try CommandRun(["jobs", "list", "--help"], database: nil)
        #expect(help.exitCode == 0)
        for state in JobState.allCases { #expect(help.output.contains(state.rawValue)) }
        #expect(try CommandRun(["--help"], database: nil).output.contains("jobs  "))
    }

    /// The service's own role sees no tenant's messages, which is no empty list.
    @Test func theServicesRoleIsRefused() throws {
        let run = try CommandRun(["jobs", "list"], database: TestDatabase.url("VEXAR_DATABASE_URL"))
        #expect((run.exitCode, run.output) == (69, ""))
        #expect(run.errors.contains("vexar_admin"))
    }
}
