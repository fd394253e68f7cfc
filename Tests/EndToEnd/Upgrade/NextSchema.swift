import Foundation

/// The Sqitch project with two changes more: a column of bookings, and an index on it. Made as sql/README.md asks for;
/// removed with the object.
final class NextSchema {
    let directory: String

    init() throws {
        directory = "\(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")/sql-\(UUID().uuidString.prefix(8))"
        let sql = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../sql").standardizedFileURL.path
        try FileManager.default.copyItem(atPath: sql, toPath: directory)
        for (name, files) in Self.changes { try add(name, files) }
        try RunningProcess.run("\(directory)/check", [])
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Deploys what is missing. Throws with what Sqitch says, for one where a lock was not to be had in time.
    func deploy(on cluster: Cluster) throws {
        try RunningProcess.run(
            "env", ["-C", directory, "sqitch", "deploy", "--verify", "db:pg://postgres@/vexar"],
            environment: [
                "PGHOST": cluster.directory, "SQITCH_FULLNAME": "Tests", "SQITCH_EMAIL": "tests@vexar.invalid",
            ])
    }

    private func add(_ name: String, _ files: [String: String]) throws {
        let plan = try String(contentsOfFile: "\(directory)/sqitch.plan", encoding: .utf8)
        let line = "\(name) 2026-12-01T00:00:00Z Vexar Bookings <maintainers@vexar.invalid> # Of a later release.\n"
        try (plan + line).write(toFile: "\(directory)/sqitch.plan", atomically: true, encoding: .utf8)
        for (folder, text) in files {
            try text.write(toFile: "\(directory)/\(folder)/\(name).sql", atomically: true, encoding: .utf8)
        }
    }

    private static let changes = [
        (
            "booking_channel",
            [
                "deploy": """
                begin;
                set local role vexar_owner;
                set local lock_timeout = '500ms';
                alter table vexar.bookings add column channel text not null default 'web';
                commit;
                """,
                "revert": "alter table vexar.bookings drop column channel;",
                "verify": "select channel from vexar.bookings where false;",
            ]
        ),
        (
            "booking_channel_index",
            [
                "deploy": """
                set client_min_messages = warning;
                set role vexar_owner;
                drop index concurrently if exists vexar.bookings_channel_idx;
                create index concurrently bookings_channel_idx on vexar.bookings (profile_id, channel, booking_date);
                """,
                "revert": "drop index concurrently vexar.bookings_channel_idx;",
                "verify": """
                select 1 / count(*) from pg_index
                where indexrelid = 'vexar.bookings_channel_idx'::regclass and indisvalid;
                """,
            ]
        ),
    ]
}
