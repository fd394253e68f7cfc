import Foundation
import Postgres
import Testing

@testable import Bookings

/// `vexar housekeep`. Other tests' rows are younger than anything that is deleted here, or count for nothing any more.
/// One that runs at the same time may just be deleting what another one passes over: it is gone soon after.
@Suite struct HousekeepingTests {
    private let profile: TestProfile

    init() throws {
        profile = try TestProfile()
    }

    private func addOldKeys(_ count: Int64) throws {
        try profile.sql(
            """
            insert into vexar.idempotency_keys (profile_id, operator_id, key, request_hash, status, body, created_at)
            select \(profile.id), 0, 'key-' || n, sha256(''), 200, '', now() - interval '25 hours'
            from generate_series(1, \(count)::integer) as n
            """)
    }

    private var keys: Int64 {
        get throws {
            try profile.sql(
                "select count(*) from vexar.idempotency_keys as k where k.profile_id = \(profile.id)")[0].int64(0)
        }
    }

    /// Settled messages about a booking, by default of a year ago.
    private func addOldMessages(_ count: Int64, about booking: Int64, days: Int64 = 365) throws {
        try profile.sql(
            """
            insert into vexar.notifications (
                profile_id, booking_id, booking_version, kind, cause, recipient, state, sent_at, created_at
            )
            select
                \(profile.id), \(booking), 1, 'confirmed', 'request', 'jane@example.com', 'sent', now(),
                now() - make_interval(days => \(days)::integer)
            from generate_series(1, \(count)::integer) as n
            """)
    }

    private func messages(about booking: Int64) throws -> Int64 {
        try profile.sql(
            """
            select count(*) from vexar.notifications as n
            where n.profile_id = \(profile.id) and n.booking_id = \(booking)
            """)[0].int64(0)
    }

    /// More than a batch of each; a second run finds nothing.
    @Test func whatIsOldGoesBatchByBatch() throws {
        let booking = try profile.appointment("2020-05-06")
        let coming = try profile.appointment("2090-05-06")
        try addOldKeys(1_100)
        try addOldMessages(700, about: booking)
        try addOldMessages(1, about: coming)
        let run = try CommandRun("housekeep")
        #expect(run.exitCode == 0, "\(run.errors)")
        // One that runs at the same time may have been quicker.
        #expect(run.output.contains(/(- [0-9]+|= no) idempotency keys older than 24 hours\n/))
        #expect(run.output.contains(/(- [0-9]+|= no) messages older than 180 days\n/))
        #expect(run.output.hasSuffix("= history is kept for ever\n"))
        try eventually("the old ones to be gone") { try (keys, messages(about: booking)) == (0, 0) }
        #expect(try messages(about: coming) == 1)
        #expect(try CommandRun("housekeep").exitCode == 0)
    }

    @Test func theAgeOfMessagesCanBeAskedFor() throws {
        let booking = try profile.appointment("2020-05-06")
        // Too young for the runs of other tests.
        try addOldMessages(1, about: booking, days: 100)
        let long = try CommandRun("housekeep", "--keep-messages", "400")
        #expect(long.output.contains(" messages older than 400 days\n"))
        #expect(try messages(about: booking) == 1)
        #expect(try CommandRun("housekeep", "--keep-messages", "90").exitCode == 0)
        try eventually("the old one to be gone") { try messages(about: booking) == 0 }
    }

    @Test func historyGoesOnlyIfItIsAskedFor() throws {
        let booking = try profile.appointment("2020-05-06")
        try profile.sql(
            """
            insert into vexar.booking_history (profile_id, booking_id, version, action, actor_type, before, after, at)
            select \(profile.id), \(booking), n, 'updated', 'owner', '{}', '{}', now() - interval '2 years'
            from generate_series(2, 1202) as n
            """)
        try profile.sql(
            "update vexar.booking_history set at = now() - interval '2 years' where profile_id = \(profile.id)")
        try profile.sql(
            "update vexar.bookings set visitor_note = 'x' where profile_id = \(profile.id) and id = \(booking)")
        #expect(try CommandRun("housekeep").exitCode == 0)
        #expect(try history == 1_203)
        let run = try CommandRun("housekeep", "--keep-history", "365")
        #expect(run.output.contains(/- [0-9]+ entries of history older than 365 days\n/), "\(run.output)\(run.errors)")
        #expect(try history == 1, "the young one")
    }

    private var history: Int64 {
        get throws {
            try profile.sql(
                "select count(*) from vexar.booking_history as h where h.profile_id = \(profile.id)")[0].int64(0)
        }
    }

    @Test func twoAtOnceShareTheWork() throws {
        try addOldKeys(5_000)
        let url = try TestProvisioning.url()
        let runs = try (0..<2).map { _ in try CommandRun.process(["housekeep"], database: url) }
        for run in runs {
            run.standardOutput = FileHandle.nullDevice
            try run.run()
        }
        for run in runs { run.waitUntilExit() }
        #expect(runs.map(\.terminationStatus) == [0, 0])
        try eventually("all to be gone") { try keys == 0 }
    }

    /// What a request is just using is not waited for, and goes the next time.
    @Test func whatIsLockedIsLeftForTheNextTime() throws {
        try addOldKeys(3)
        let holder = try Connection(ConnectionSettings(TestDatabase.url("DATABASE_URL")))
        try holder.transaction(.readWrite) { transaction in
            _ = try transaction.query(
                """
                select from vexar.idempotency_keys as k
                where k.profile_id = \(profile.id) and k.key = 'key-2'
                for update
                """)
            #expect(try CommandRun("housekeep").exitCode == 0)
            try eventually("those that nobody holds to be gone") { try keys == 1 }
        }
        #expect(try CommandRun("housekeep").exitCode == 0)
        try eventually("all to be gone") { try keys == 0 }
    }

    /// The first completion asks for a review, and only it: however old that is.
    @Test func noVisitorIsAskedForAReviewTwice() throws {
        let api = try TestAPI(key: profile.key)
        let booking = try profile.appointment("2020-05-06", email: "jane@example.com")
        #expect(try api.change(booking, to: "completed").status == 200)
        #expect(try api.messages(booking) == ["review_request queued"])
        try profile.sql(
            """
            update vexar.notifications set state = 'sent', sent_at = now(), created_at = now() - interval '1 year'
            where profile_id = \(profile.id)
            """)
        try addOldMessages(1, about: booking)
        #expect(try CommandRun("housekeep").exitCode == 0)
        _ = try api.change(booking, to: "confirmed")
        _ = try api.change(booking, to: "completed")
        #expect(try api.messages(booking) == ["review_request sent"])
    }

    @Test(arguments: [
        ["--keep-messages", "6"], ["--keep-messages", "many"], ["--keep-history", "29"], ["--keep-history", "36501"],
    ])
    func agesThatMakeNoSense(_ options: [String]) throws {
        let run = try CommandRun(["housekeep"] + options, database: TestProvisioning.url())
        #expect(run.exitCode == 64)
        #expect(run.errors.contains(options[0]) && run.output.isEmpty)
    }

    @Test func agesFromTheEnvironment() throws {
        #expect(try Retention(environment: [:]) == Retention(environment: ["VEXAR_KEEP_MESSAGES": "180"]))
        let retention = try Retention(environment: ["VEXAR_KEEP_MESSAGES": "30", "VEXAR_KEEP_HISTORY": "400"])
        #expect((retention.messages.days, retention.history?.days) == (30, 400))
        let asked = try Retention(environment: ["VEXAR_KEEP_MESSAGES": "x"], messages: 20, history: 50)
        #expect((asked.messages.days, asked.history?.days) == (20, 50))
        let error = #expect(throws: ConfigurationErrors.self) {
            try Retention(environment: ["VEXAR_KEEP_MESSAGES": "6", "VEXAR_KEEP_HISTORY": "1"])
        }
        #expect(error?.lines.count == 2)
    }

    @Test func theServicesRoleMayNot() throws {
        let run = try CommandRun(["housekeep"], database: TestDatabase.url("VEXAR_DATABASE_URL"))
        #expect(run.exitCode == 69)
        #expect(run.errors.contains("has to be vexar_admin"))
    }
}
