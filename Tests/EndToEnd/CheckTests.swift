import Foundation
import HTTP
import Postgres
import Testing

/// `vexar check` as it is run, by people and by scripts.
@Suite struct CheckTests {
    private let settings = ProcessInfo.processInfo.environment

    private func check(
        _ arguments: [String] = [], _ environment: [String: String] = [:], on socket: HeldSocket? = nil
    ) throws -> (code: Int32, output: String) {
        let log = "\(settings["TMPDIR"] ?? "/tmp")/check-\(UUID().uuidString.prefix(8)).log"
        let process = try RunningProcess(
            settings["VEXAR_BIN"] ?? "", ["check"] + arguments, environment: environment, log: log,
            standardInput: socket?.handle)
        return (process.wait(), try String(contentsOfFile: log, encoding: .utf8))
    }

    /// The row of the table that begins so.
    private func row(_ subject: String, of output: String) throws -> Substring {
        try #require(output.split(separator: "\n").first { $0.hasPrefix("\(subject)  ") }, "\(output)")
    }

    @Test func theTestsSettingsWork() throws {
        let run = try check(on: HeldSocket())
        #expect(run.code == 0, "\(run.output)")
        for subject in ["database", "schema", "listening", "admin database", "socket"] {
            #expect(try row(subject, of: run.output).contains(" ok "))
        }
        #expect(try row("mail server", of: run.output).contains(" not set "))
    }

    @Test func whatFailsIsSeenInTheExitCode() throws {
        let run = try check(["--json"], ["VEXAR_SMTP_URL": "smtp://127.0.0.1:1"])
        #expect(run.code == 1)
        #expect(run.output.hasPrefix(#"{"ok":false,"checks":["#) && run.output.hasSuffix("]}\n"))
    }

    @Test func nothingThatIsSetIsNoSuccess() throws {
        let run = try check([], ["VEXAR_DATABASE_URL": "", "VEXAR_ADMIN_DATABASE_URL": ""])
        #expect(run.code == 1)
        #expect(try row("settings", of: run.output).contains("CREDENTIALS_DIRECTORY"))
    }

    /// A schema that is older, and a table that somebody has left open.
    @Test func aDatabaseThatIsNotAsItHasToBe() throws {
        let cluster = try Cluster()
        let database = Database(ConnectionSettings(cluster.url(role: "postgres")))
        _ = try database.pipeline([
            "delete from sqitch.dependencies", "delete from sqitch.changes where change = 'outbox'",
            "alter table vexar.bookings disable row level security",
        ])
        let run = try check([], ["VEXAR_DATABASE_URL": cluster.url(role: "vexar_app")])
        #expect(run.code == 1)
        #expect(try row("database", of: run.output).contains("does not bind it on bookings"))
        #expect(try row("schema", of: run.output).contains("lacks outbox -> run sqitch deploy"))
    }

    /// It can be read, and no booking can be made.
    @Test func aStandbyIsFoundOut() throws {
        let servers = try PrimaryAndStandby()
        let alone = try check(
            [],
            [
                "VEXAR_DATABASE_URL": servers.standby.url(role: "vexar_app"),
                "VEXAR_ADMIN_DATABASE_URL": servers.standby.url(role: "vexar_admin"),
            ])
        #expect(alone.code == 1)
        for subject in ["database", "admin database"] {
            let row = try row(subject, of: alone.output)
            #expect(row.contains(" fail ") && row.contains("a standby"))
        }
        let both = try check([], ["VEXAR_DATABASE_URL": servers.url(role: "vexar_app")])
        #expect(both.code == 0, "\(both.output)")
    }

    /// LISTEN through a proxy that pools transactions is taken, or refused with its options, and never heard of.
    @Test(arguments: [true, false])
    func aPoolingProxyIsFoundOut(_ takesOptions: Bool) throws {
        let cluster = try Cluster()
        let proxy = try PoolingProxy(before: cluster, takesOptions: takesOptions)
        let pooled = [
            "VEXAR_DATABASE_URL": proxy.url(role: "vexar_app"), "VEXAR_PREPARED_STATEMENTS": "off",
        ]
        let deaf = try check([], pooled)
        #expect(deaf.code == 1)
        #expect(try row("database", of: deaf.output).contains(" ok "))
        let listening = try row("listening", of: deaf.output)
        #expect(listening.contains(" fail ") && listening.contains("VEXAR_DIRECT_DATABASE_URL"))
        #expect(listening.contains("a notification was not heard") == takesOptions, "\(listening)")
        let direct = try check([], pooled.merging(["VEXAR_DIRECT_DATABASE_URL": cluster.url(role: "vexar_app")]) { $1 })
        #expect(direct.code == 0, "\(direct.output)")
    }

    @Test func helpTellsTheExitCodes() throws {
        let run = try check(["--help"])
        let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(run.code == 0 && words.contains("Exit code 0 if nothing failed, 1 if something did or nothing is set"))
    }
}
