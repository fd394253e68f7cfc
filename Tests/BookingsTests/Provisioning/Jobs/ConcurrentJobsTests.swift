import Dispatch
import Foundation
import Postgres
import Synchronization
import Testing

@testable import Bookings

/// Operators and notifiers at the same messages.
@Suite struct ConcurrentJobsTests {
    private let test: TestJobs

    init() throws {
        test = try TestJobs()
    }

    /// All wait for the same row: each message is done by one of them, and none waits for another for ever.
    @Test func operatorsAtOnce() throws {
        let ids = try (0..<6).map { _ in try test.add(.failed, attempts: 1) }
        let outcomes = try whileHeld(ids[3], by: "select pg_backend_pid()", count: 4) {
            [username = test.username] operators, number in
            switch number {
            case 0: try operators.retryJobs(ids)
            case 1: try operators.retryJobs(ids.reversed())
            default: try operators.retryFailedJobs(of: username)
            }
        }
        let lines = outcomes.flatMap(\.self)
        #expect(lines.allSatisfy { $0.hasPrefix("~ job ") || $0.hasSuffix(": due already") }, "\(lines)")
        #expect(tally(lines.filter { $0.hasPrefix("~ ") }).values.sorted() == ids.map { _ in 1 }, "\(lines)")
        #expect(try test.rows(ids).allSatisfy { $0 == "queued 0 due" })
    }

    /// A notifier claims the message just before: what counts is what it has become.
    @Test func aNotifierThatIsFaster() throws {
        let id = try test.add()
        let claim: SQL = """
            update vexar.notifications
            set
                state = 'sending', attempts = attempts + 1, locked_until = now() + interval '1 minute',
                next_attempt_at = now() + interval '1 minute'
            where profile_id = \(test.profile.id) and id = \(id)
            returning pg_backend_pid()
            """
        let told = try whileHeld(id, by: claim, count: 2) { operators, number in
            if number == 0 { return try operators.retryJobs([id]) }
            return [TestJobs.reason { _ = try operators.cancelJobs([id]) } ?? "cancelled"]
        }
        #expect(
            told == [
                ["= job \(id) of \(test.username): being sent just now"],
                [
                    "refused: job \(id) of \(test.username) is being sent just now; try again in a moment\n"
                        + "nothing was changed"
                ],
            ])
        #expect(try test.rows([id]) == ["sending 1"])
    }

    /// An operator has the row: no notifier claims it, nor waits for it.
    @Test func aNotifierThatIsSlower() throws {
        let id = try test.add(nextTry: "-1 s")
        #expect(try test.claimable() == "\(id) 1")
        try TestDatabase.superuser().transaction(.readWrite) { transaction in
            _ = try JobChange.run(.cancel, on: [NotificationID(rawValue: id)], in: transaction)
            #expect(try test.claimable() == nil)
        }
        #expect(try test.rows([id]) == ["cancelled 0"])
    }

    /// What some operators come to, all of whom wait for a message's row while somebody does a thing to it, which is
    /// committed then.
    ///
    /// - Parameter statement: returns the id of its server process.
    private func whileHeld(
        _ id: Int64, by statement: SQL, count: Int,
        _ act: @escaping @Sendable (Provisioning, Int) throws -> [String]
    ) throws -> [[String]] {
        let outcomes = Mutex<[[String]]>([])
        let done = DispatchSemaphore(value: 0)
        try TestDatabase.superuser().transaction(.readWrite) { transaction in
            _ = try transaction.query(
                "select from vexar.notifications where profile_id = \(test.profile.id) and id = \(id) for update")
            let holder = try transaction.query(statement)[0].int64(0)
            Thread.detachNewThread {
                let came = TestJobs.atOnce(count, act)
                outcomes.withLock { $0 = came }
                done.signal()
            }
            try waitUntil(count, waitFor: holder) { outcomes.withLock { !$0.isEmpty } }
        }
        done.wait()
        return outcomes.withLock { $0 }
    }

    /// Whoever comes second waits for the first, who waits for the holder. Should they not, they are over sometime.
    private func waitUntil(_ count: Int, waitFor holder: Int64, unless areOver: () -> Bool) throws {
        let database = try TestDatabase.superuser()
        while try database.query(
            """
            with recursive waiting as (
                select a.pid from pg_stat_activity as a where \(holder)::integer = any (pg_blocking_pids(a.pid))
                union
                select a.pid
                from pg_stat_activity as a
                join waiting as w on w.pid = any (pg_blocking_pids(a.pid))
            )
            select from waiting
            """
        ).count < count, !areOver() {
            _ = try database.query("select pg_sleep(0.01)")
        }
    }
}
