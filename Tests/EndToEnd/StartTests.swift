import Foundation
import HTTP
import Postgres
import Testing

/// Starts that are refused, and what is said of it.
@Suite struct StartTests {
    /// Runs `vexar serve` to its end.
    private func serve(_ environment: [String: String]) throws -> (code: Int32, output: String) {
        let settings = ProcessInfo.processInfo.environment
        let directory = settings["TMPDIR"] ?? "/tmp"
        let log = "\(directory)/start-\(UUID().uuidString.prefix(8)).log"
        let given = ["VEXAR_LISTEN": "\(log).socket"].merging(environment) { $1 }
        let process = try RunningProcess(settings["VEXAR_BIN"] ?? "", ["serve"], environment: given, log: log)
        return (process.wait(), try String(contentsOfFile: log, encoding: .utf8))
    }

    /// As if changes had never been deployed, as far as Sqitch knows.
    private func takeBack(_ changes: [String], in database: Database) throws {
        _ = try database.pipeline([
            "delete from sqitch.dependencies", "delete from sqitch.changes where change = any (\(changes)::text[])",
        ])
    }

    @Test func anOlderSchemaIsNamedAndNotServed() throws {
        let cluster = try Cluster()
        let database = Database(ConnectionSettings(cluster.url(role: "postgres")))
        try takeBack(["holds", "announcements"], in: database)
        let run = try serve(["VEXAR_DATABASE_URL": cluster.url(role: "vexar_app")])
        #expect(run.code == 69)
        #expect(run.output.contains("missing holds, announcements") && run.output.contains("sqitch deploy"))
    }

    /// And a running one says that it is not ready.
    @Test func aSchemaThatIsTakenBackIsNotReady() throws {
        let cluster = try Cluster()
        let stack = try Stack(cluster: cluster)
        try takeBack(["holds"], in: stack.database)
        let answer = try stack.client().send("GET", "/readyz")
        #expect(answer.status == 503)
        #expect(answer.headers["Retry-After"] != nil)
        #expect(try stack.client().send("GET", "/healthz").status == 200)
    }

    @Test func aRoleThatSeesEverythingIsRefused() throws {
        let url = ProcessInfo.processInfo.environment["DATABASE_URL"] ?? ""
        let run = try serve(["VEXAR_DATABASE_URL": url])
        #expect(run.code == 78)
        #expect(run.output.contains("postgres") && run.output.contains("vexar_app"))
    }

    /// Starting it again would not help.
    @Test func aRoleWithoutRightsIsRefused() throws {
        let cluster = try Cluster()
        _ = try Database(ConnectionSettings(cluster.url(role: "postgres"))).query("create role stranger login")
        let run = try serve(["VEXAR_DATABASE_URL": cluster.url(role: "stranger")])
        #expect(run.code == 78)
        for word in ["VEXAR_DATABASE_URL", "stranger", "permission denied", "vexar_app", "sqitch deploy"] {
            #expect(run.output.contains(word), "\(run.output)")
        }
    }

    @Test func mistakesInTheSettingsAreNamedAllAtOnce() throws {
        let run = try serve(["VEXAR_DATABASE_URL": "no url", "VEXAR_THREADS": "many", "VEXAR_JWT_SECRET": "short"])
        #expect(run.code == 78)
        for name in ["VEXAR_DATABASE_URL", "VEXAR_THREADS", "VEXAR_JWT_SECRET"] { #expect(run.output.contains(name)) }
    }

    @Test func aSocketThatCannotBeMade() throws {
        let run = try serve(["VEXAR_LISTEN": "/nowhere.invalid/socket"])
        #expect(run.code == 71)
        #expect(run.output.contains("VEXAR_LISTEN cannot be used: ") && run.output.contains("/nowhere.invalid/socket"))
    }

    @Test func aDescriptorThatIsNoSocket() throws {
        let run = try serve(["VEXAR_LISTEN": ""])
        #expect(run.code == 71)
        #expect(run.output.contains("VEXAR_LISTEN is not set, and file descriptor 0 is not a socket"), "\(run.output)")
    }
}
