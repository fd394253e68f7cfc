import Foundation
import Postgres
import Testing

/// The counts of bookings come to a database that has bookings, while the service changes them.
@Suite struct CountingTests {
    private let cluster: Cluster
    private let database: Database

    init() throws {
        cluster = try Cluster(emptyNamed: UUID().uuidString.prefix(8))
        try RunningProcess.run("createdb", ["-h", cluster.directory, "-U", "postgres", "vexar"])
        database = Database(ConnectionSettings(cluster.url(role: "postgres")))
    }

    /// Between the change that counts what is new and the one that counts what was there before.
    @Test func nothingIsRefusedBeforeAllIsCounted() throws {
        try deploy("--to", "steady_plans")
        let profile = try database.query(
            "insert into vexar.profiles (username, display_name) values ('old', 'Old') returning id")[0].int64(0)
        let old = try [1, 2].map { try book(profile, day: $0, "pending") }
        try deploy("--to", "booking_counts")
        let new = try book(profile, day: 3, "pending")
        for id in old + [new] {
            _ = try database.query(
                "update vexar.bookings set status = 'confirmed' where profile_id = \(profile) and id = \(id)")
        }
        try deploy("--verify")
        let counts = try database.query(
            """
            select c.pending, c.confirmed from vexar.booking_counts as c
            where c.profile_id = \(profile) and c.operator_id = 0
            order by c.booking_date
            """)
        #expect(try counts.map { try [$0.int64(0), $0.int64(1)] } == [[0, 3], [0, 1], [0, 1], [0, 1]])
    }

    private func book(_ profile: Int64, day: Int, _ status: String) throws -> Int64 {
        try database.query(
            """
            insert into vexar.bookings (
                profile_id, kind, booking_date, start_time, duration_minutes, status, visitor_name, currency
            )
            values (\(profile), 'service', '2031-05-01'::date + \(day)::integer, '10:00', 60, \(status), 'Jane', 'usd')
            returning id
            """)[0].int64(0)
    }

    private func deploy(_ arguments: String...) throws {
        let sql = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../sql").standardizedFileURL.path
        try RunningProcess.run(
            "env", ["-C", sql, "sqitch", "deploy"] + arguments + ["db:pg://postgres@/vexar"],
            environment: [
                "PGHOST": cluster.directory, "SQITCH_FULLNAME": "Tests", "SQITCH_EMAIL": "tests@vexar.invalid",
            ])
    }
}
