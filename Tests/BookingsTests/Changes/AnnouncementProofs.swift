import Foundation
import Postgres
import Synchronization
import Testing

@testable import Bookings

/// What announcements cost those who write, and what is remembered costs in memory.
@Suite(.enabled(if: runsProofs), .serialized) struct AnnouncementProofs {
    private static let profiles: Int64 = 1_000

    /// pgbench, 32 clients, the create transaction over 1 000 profiles; with 4 announcers that always have something to
    /// tell and 16 listeners, and without.
    @Test func writesPerSecondWithAnnouncements() throws {
        let first = try makeProfiles()
        var ratios: [Double] = []
        for round in 1...5 {
            let without = try writesPerSecond(first)
            let with = try Chatter.run(first.profile..<first.profile + Self.profiles, writesPerSecond: without) {
                try writesPerSecond(first)
            }
            ratios.append(with / without)
            print("round \(round): \(Int(without)) writes/s, \(Int(with)) with announcements")
        }
        let median = ratios.sorted()[2]
        print("writes/s with announcements on, of the same with them off: \(median), of \(ratios)")
        #expect(median >= 0.85)
    }

    @Test func aMillionProfilesInMemory() throws {
        let hearing = Hearing()
        hearing.believe(until: .now + .seconds(600))
        let clock = ChangeClock(hearing: hearing)
        let before = try residentBytes()
        for number in Int64(1)...1_000_000 {
            let profile = ProfileID(rawValue: number)
            guard case .unknown(let question) = clock.reading(of: profile) else { continue }
            _ = clock.settle(question, of: profile, as: ClockTime(rawValue: 1_717_440_000 + number))
        }
        let grown = try residentBytes() - before
        print("1 000 000 profiles in the change clock: \(grown >> 20) MiB")
        #expect(grown < 200_000_000)
    }

    @Test func aFullSessionCacheInMemory() throws {
        let hearing = Hearing()
        hearing.believe(until: .now + .seconds(600))
        let cache = SessionCache(hearing: hearing)
        let before = try residentBytes()
        for number in Int64(1)...300_000 {
            let session = Session(profile: ProfileID(rawValue: number), staffMember: nil, canViewAll: true)
            cache.keep(session, of: .key(KeyHash(of: .generate())), since: cache.question())
        }
        let grown = try residentBytes() - before
        print("the session cache, full: \(grown >> 20) MiB")
        #expect(grown < 80_000_000)
    }

    private func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
    }

    /// The first of some profiles, and what the ids of their staff and products begin behind. They follow each other,
    /// as the script of the transaction wants it.
    private struct Places {
        let profile: Int64
        let operators: Int64
        let products: Int64
    }

    private func makeProfiles() throws -> Places {
        try TestDatabase.superuser().transaction(.readWrite) { transaction in
            _ = try transaction.query(
                "lock table vexar.profiles, vexar.staff, vexar.products in share row exclusive mode")
            let profile = try transaction.query(
                """
                with made as (
                    insert into vexar.profiles (username, display_name)
                    select 'proof-' || gen_random_uuid(), 'Proof' from generate_series(1, \(Self.profiles)::bigint)
                    returning id
                ),
                furnished as (insert into vexar.profile_settings (profile_id) select id from made returning profile_id)
                select min(f.profile_id) from furnished as f
                """)[0].int64(0)
            let all: SQL = "generate_series(\(profile)::bigint, \(profile + Self.profiles - 1)::bigint) as p (id)"
            let operators = try transaction.query(
                """
                with made as (
                    insert into vexar.staff (profile_id, key, name)
                    select p.id, 'staff-' || j, 'Ann' from \(all) cross join generate_series(1, 5) as j
                    order by p.id, j
                    returning id
                )
                select min(m.id) - 1 from made as m
                """)[0].int64(0)
            let products = try transaction.query(
                """
                with made as (
                    insert into vexar.products (profile_id, key, kind, name)
                    select p.id, 'product-' || j, 'service', 'Cut' from \(all) cross join generate_series(1, 8) as j
                    order by p.id, j
                    returning id
                )
                select min(m.id) - 1 from made as m
                """)[0].int64(0)
            return Places(profile: profile, operators: operators, products: products)
        }
    }

    private func writesPerSecond(_ first: Places) throws -> Double {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Benchmarks/limits/create.pgbench").standardizedFileURL.path
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/lib/postgresql/15/bin/pgbench")
        process.arguments = [
            // So many each and no time: the alarm by which pgbench stops is blocked in what a test starts.
            "-n", "-M", "prepared", "-c", "32", "-j", "2", "-t", "400", "-f", script,
            "-D", "first=\(first.profile)", "-D", "last=\(first.profile + Self.profiles - 1)",
            "-D", "operators=\(first.operators)", "-D", "products=\(first.products)",
            try TestDatabase.url("VEXAR_DATABASE_URL"),
        ]
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0 && !output.contains("aborted"), "\(output)")
        let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("tps = ") }, "\(output)")
        return try #require(Double(line.dropFirst(6).prefix { $0 != " " }))
    }
}

/// Four announcers that always have something to tell, and sixteen processes of the service that listen.
private enum Chatter {
    static func run<Value>(
        _ profiles: Range<Int64>, writesPerSecond: Double, _ body: () throws -> Value
    ) throws -> Value {
        let settings = ConnectionSettings(try TestDatabase.url("VEXAR_DATABASE_URL"))
        let listeners = try (0..<16).map { _ in try startProcess() }
        let announcers = (0..<4).map { _ in Announcer(settings, log: TestDatabase.silence) }
        let isOver = Mutex(false)
        let feeder = BackgroundThread(name: "feeder")
        for announcer in announcers { announcer.start() }
        // As many as are really written: a share for each announcer every ten milliseconds.
        feeder.start {
            var ts = Int64(Date().timeIntervalSince1970)
            while !isOver.withLock({ $0 }) {
                for announcer in announcers {
                    for _ in 0..<max(1, Int(writesPerSecond / 400)) {
                        ts += 1
                        announcer.announce(ClockTime(rawValue: ts), of: ProfileID(rawValue: .random(in: profiles)))
                    }
                }
                Pause.sleep(.milliseconds(10))
            }
        }
        defer {
            isOver.withLock { $0 = true }
            feeder.join()
            for announcer in announcers { announcer.stop() }
            for listener in listeners {
                listener.terminate()
                listener.waitUntilExit()
            }
        }
        return try body()
    }

    /// The service as it is released, with one thread, which nobody asks for anything.
    private static func startProcess() throws -> Process {
        let process = Process()
        let directory = FileManager.default.temporaryDirectory.path
        process.executableURL = URL(fileURLWithPath: try TestDatabase.url("VEXAR_BIN"))
        process.arguments = ["serve"]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "VEXAR_LISTEN": "\(directory)/quiet-\(UUID().uuidString.prefix(8))", "VEXAR_THREADS": "1",
            "VEXAR_LOG_LEVEL": "error",
        ]) { $1 }
        try process.run()
        return process
    }
}
