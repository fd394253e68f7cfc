import Foundation
import HTTP
import Postgres
import Testing

/// A backup as sql/README.md describes it, restored into an empty cluster: everything is there, and the service works
/// on it.
@Suite(.enabled(if: runsProofs)) struct RestoreProofs {
    private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardizedFileURL
        .path

    @Test func intoAnEmptyCluster() throws {
        let source = try Cluster()
        let old = try Stack(cluster: source)
        let tenant = try Tenant(in: old)
        try fill(old, tenant)
        let ts = try old.client(tenant.key).ts()
        let database = Database(ConnectionSettings(source.url(role: "postgres")))
        let saved = try contents(database)
        let target = try Cluster(emptyNamed: UUID().uuidString.prefix(8))
        let began = ContinuousClock.now
        try restore(from: source, into: target)
        let took = ContinuousClock.now - began
        let restored = Database(ConnectionSettings(target.url(role: "postgres")))
        #expect(try contents(restored) == saved)
        let rows = saved.values.map(\.count).reduce(0, +)
        print("backup and restore of \(saved.count) tables with \(rows) rows: \(took)")
        #expect(saved["vexar.bookings"]?.count ?? 0 > 15_000)
        _ = try restored.pipeline([
            "update vexar.profile_clocks set xact = '3'", "update vexar.access_clocks set xact = '3'",
        ])
        try verify(target)
        try works(on: target, tenant, since: ts)
    }

    /// The demo, and a booking with a history, made through the API.
    private func fill(_ stack: Stack, _ tenant: Tenant) throws {
        try RunningProcess.run("\(Self.root)/deploy/demo/load", [], environment: settings(of: stack))
        let client = stack.client(tenant.key)
        let body = Slot(0).body("Jane", email: "jane@example.test")
        let made = try client.send("POST", Tenant.bookings, body, headers: [("Idempotency-Key", "before")])
        let id = try #require(try made.json()["booking"]?["id"]?.integer)
        let done = try client.send("PUT", "\(Tenant.bookings)/\(id)/status", #"{"status": "completed"}"#)
        #expect(made.status == 201 && done.status == 200)
    }

    private func settings(of stack: Stack) -> [String: String] {
        let database = stack.environment["VEXAR_DATABASE_URL"] ?? ""
        func url(_ role: String) -> String { database.replacingOccurrences(of: "vexar_app@", with: "\(role)@") }
        return stack.environment.merging([
            "VEXAR_ADMIN_DATABASE_URL": url("vexar_admin"), "DATABASE_URL": url("postgres"),
        ]) { $1 }
    }

    /// As sql/README.md says. The new cluster has the superuser already, whom the roles of the old one have too.
    private func restore(from source: Cluster, into target: Cluster) throws {
        let script = """
            set -euo pipefail
            cd "\(target.directory)"
            pg_dumpall -h "\(source.directory)" -U postgres --roles-only > roles.sql
            pg_dump -h "\(source.directory)" -U postgres --create --format=custom vexar > vexar.dump
            psql -X -q -h "\(target.directory)" -U postgres -f roles.sql postgres
            pg_restore -h "\(target.directory)" -U postgres --exit-on-error --create -d postgres vexar.dump
            vacuumdb -h "\(target.directory)" -U postgres --quiet --analyze-only vexar
            """
        try RunningProcess.run("bash", ["-c", script])
    }

    private struct Contents: Equatable {
        let count: Int64
        /// Of all rows.
        let digest: String
    }

    /// What each table holds.
    private func contents(_ database: Database) throws -> [String: Contents] {
        let tables = try database.query(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('vexar', 'sqitch')")
        var contents: [String: Contents] = [:]
        for table in try tables.map({ try $0.string(0) }) {
            let row = try database.query(
                """
                select count(*), coalesce(md5(string_agg(t::text, chr(10) order by t::text collate "C")), '')
                from \(unsafeRaw: table) as t
                """)[0]
            contents[table] = Contents(count: try row.int64(0), digest: try row.string(1))
        }
        return contents
    }

    /// Roles, privileges, settings of the roles and all else that the migrations have made.
    private func verify(_ target: Cluster) throws {
        try RunningProcess.run(
            "env", ["-C", "\(Self.root)/sql", "sqitch", "verify", "db:pg://postgres@/vexar"],
            environment: ["PGHOST": target.directory])
        let limits = try Database(ConnectionSettings(target.url(role: "vexar_app"))).query(
            "select current_setting('statement_timeout'), current_setting('lock_timeout')")[0]
        #expect(try [limits.string(0), limits.string(1)] == ["10s", "5s"])
    }

    /// The old key is good, what was is there, what was answered is answered again, changes travel, no poll goes back.
    private func works(on target: Cluster, _ tenant: Tenant, since ts: Int64) throws {
        let stacks = [try Stack(cluster: target), try Stack(cluster: target)]
        let (here, there) = (stacks[0].client(tenant.key), stacks[1].client(tenant.key))
        let check = try RunningProcess(
            stacks[0].binary, ["check"], environment: settings(of: stacks[0]), log: "\(stacks[0].directory)/check.log",
            standardInput: HeldSocket().handle)
        #expect(check.wait() == 0)
        #expect(try here.ts() == ts && there.ts() == ts)
        let list = try here.send("GET", Tenant.bookings).json()
        #expect(list["total"]?.integer == 1)
        let body = Slot(0).body("Jane", email: "jane@example.test")
        let again = try here.send("POST", Tenant.bookings, body, headers: [("Idempotency-Key", "before")])
        #expect(again.status == 201 && again.headers["Idempotent-Replayed"] == "true")
        for number in 1..<20 {
            let before = try there.ts()
            #expect(try here.send("POST", Tenant.bookings, Slot(number).body("Jane")).status == 201)
            try eventually("a change in the other's poll") { try there.ts() > before }
        }
        #expect(try there.send("GET", Tenant.bookings).json()["total"]?.integer == 20)
    }
}
