import HTTP
import Postgres
import Testing

@testable import Bookings

/// A change made through one process, or past all of them, as another one's poll shows it.
@Suite struct TravellingTests {
    private let profile: TestProfile

    init() throws {
        profile = try TestProfile()
    }

    @Test func aChangeThroughOneShowsInBoth() throws {
        try TestProcess.run { here in
            try TestProcess.run { there in
                let (one, other) = (try here.api(profile.key), try there.api(profile.key))
                try here.untilItHears()
                try there.untilItHears()
                #expect(try one.poll() == other.poll())
                for day in 10...19 {
                    let before = try one.poll()
                    _ = try one.book(.appointment("2026-07-\(day)"))
                    let after = try one.poll()
                    #expect(after > before, "at once where it was made")
                    try eventually("the change in the other process") { try other.poll() == after }
                }
            }
        }
    }

    @Test func aChangeInPsqlIsHeardOf() throws {
        try TestProcess.run { process in
            let api = try process.api(profile.key)
            try process.untilItHears()
            let before = try api.poll()
            try profile.appointment("2026-07-01")
            try eventually("a change in psql") { try api.poll() > before }
            #expect(try api.poll() == profile.clock())
        }
    }

    /// Made by a process that died before it could announce it: here one whose announcer was never started.
    @Test func aChangeThatNobodyAnnouncesIsFound() throws {
        let silent = try TestAPI(key: profile.key)
        try TestProcess.run { process in
            let api = try process.api(profile.key)
            try process.untilItHears()
            for day in 10...12 {
                let before = try api.poll()
                _ = try silent.book(.appointment("2026-07-\(day)"))
                try eventually("a change that nobody announced") { try api.poll() > before }
                #expect(try api.poll() == profile.clock())
            }
        }
    }

    /// It took its ts, and then its time.
    @Test func aLongTransactionIsFoundWhenItCommits() throws {
        try TestProcess.run { process in
            let api = try process.api(profile.key)
            try process.untilItHears()
            let before = try api.poll()
            let other = try TestProfile()
            try TestDatabase.superuser().transaction(.readWrite) { transaction in
                // Not announced: as by the service, whose process dies.
                _ = try transaction.pipeline([
                    "select set_config('vexar.announces', 'on', true)",
                    "update vexar.profiles set currency = 'eur' where id = \(profile.id)",
                ])
                // Sweeps go by meanwhile, and find others.
                let seen = try process.api(other.key)
                for _ in 0..<2 {
                    let ts = try seen.poll()
                    try other.sql("update vexar.profiles set display_name = display_name || '.' where id = \(other.id)")
                    try eventually("another profile's change") { try seen.poll() > ts }
                }
                #expect(try api.poll() == before)
            }
            try eventually("the change of the long transaction") { try api.poll() > before }
        }
    }

    @Test func aListenerThatIsCutIsBlindUntilItHearsAgain() throws {
        try TestProcess.run { process in
            let api = try process.api(profile.key)
            try process.untilItHears()
            var last = try api.poll()
            for day in 10...14 {
                try process.cut()
                try profile.appointment("2026-07-\(day)")
                let ts = try profile.clock()
                try eventually("the change after a cut") {
                    let polled = try api.poll()
                    #expect(polled >= last, "never back")
                    last = polled
                    return polled == ts
                }
                try eventually("a new connection") { try process.isConnected && process.changes.hearing.isFresh }
            }
        }
    }

    /// In its own transaction whatever the service did not do; the service announces after its commit, off its path.
    @Test func everybodyButTheServiceAnnouncesByItself() throws {
        let listener = try Listener(
            ConnectionSettings(TestDatabase.url("DATABASE_URL")), channels: [Announcement.changes, Announcement.access])
        let key = try profile.key(for: profile.staff())
        func told(_ channel: String, _ payload: String) throws -> Bool {
            try listener.notifications(within: .milliseconds(50)).contains {
                $0.channel == channel && $0.payload.split(separator: " ").contains { $0 == payload }
            }
        }
        try profile.appointment("2026-07-01")
        let announced = "\(profile.id):\(try profile.clock())"
        try eventually("an announcement of what psql did") { try told(Announcement.changes, announced) }
        try profile.sql("update vexar.api_keys set revoked_at = now() where key_hash = \(APIKey(key)?.hash)::bytea")
        try eventually("an announcement of the revoked key") { try told(Announcement.access, "\(profile.id)") }
        _ = try TestAPI(key: profile.key).book(.appointment("2026-07-02"))
        let ts = try profile.clock()
        // The next of psql comes after it: had the service announced, that would have been heard before.
        try profile.appointment("2026-07-03")
        var heard: [String] = []
        try eventually("the next announcement") {
            heard += try listener.notifications(within: .milliseconds(50)).flatMap {
                $0.payload.split(separator: " ").map(String.init)
            }
            return heard.contains("\(profile.id):\(try profile.clock())")
        }
        #expect(!heard.contains("\(profile.id):\(ts)"))
    }

    @Test func aProfileFileIsAnnounced() throws {
        try TestProcess.run { process in
            let api = try process.api(profile.key)
            try process.untilItHears()
            let before = try api.poll()
            let file = #"{"profile": {"username": "\#(profile.username)", "display_name": "Renamed"}}"#
            let provisioning = Provisioning(database: try TestDatabase.url("VEXAR_ADMIN_DATABASE_URL"))
            #expect(try provisioning.apply(Array(file.utf8)).count == 1)
            try eventually("what the file changed") { try api.poll() > before }
        }
    }

    @Test func withoutADatabaseTheAnswerIs503AndNotAnOldOne() throws {
        let nowhere = ConnectionSettings("host=/nowhere.invalid user=vexar_app dbname=vexar")
        let changes = Changes(nowhere, direct: nowhere, log: TestDatabase.silence)
        changes.start()
        defer { changes.stop() }
        let worker = Worker(
            router: .init(Routes.table), authenticator: try TestAPI(key: nil).worker.authenticator,
            database: Database(nowhere), changes: changes, patience: Patience(), log: TestDatabase.silence)
        let answer = worker.respond(
            to: .init(target: "\(TestAPI.bookings)/poll", headers: ["Authorization": "Bearer \(profile.key)"]))
        #expect(answer.status.code == 503)
        #expect(answer.headers["Retry-After"] != nil)
    }
}
