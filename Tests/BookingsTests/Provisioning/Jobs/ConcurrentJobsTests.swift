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

    /// Each message is done by one of them, and none waits for the other for ever.
    @Test func twoOperatorsAtOnce() throws {
        for _ in 0..<5 {
            let ids = try (0..<6).map { _ in try test.add(.failed, attempts: 1) }
            let outcomes = TestJobs.atOnce(4) { [username = test.username] operators, number in
                switch number {
                case 0: try operators.retryJobs(ids)
                case 1: try operators.retryJobs(ids.reversed())
                default: try operators.retryFailedJobs(of: username)
                }
            }
            let lines = outcomes.flatMap(\.self)
            #expect(lines.filter { $0.hasPrefix("~ ") }.count == ids.count, "\(lines)")
            #expect(lines.allSatisfy { $0.hasPrefix("~ job ") || $0.hasPrefix("= job ") }, "\(lines)")
            #expect(try test.rows(ids).allSatisfy { $0 == "queued 0 due" })
        }
    }

    /// A notifier claims the message just before: what counts is what it has become.
    @Test func aNotifierThatIsFaster() throws {
        let id = try test.add()
        let told = try whileClaimed(id) { operators in
            TestJobs.reason { _ = try operators.cancelJobs([id]) } ?? "cancelled"
        }
        #expect(
            told == """
                refused: job \(id) of \(test.username) is being sent just now; try again in a moment
                nothing was changed
                """)
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

    /// Claims a message, and commits that once an operator on another thread waits for its row.
    private func whileClaimed(_ id: Int64, _ act: @escaping @Sendable (Provisioning) -> String) throws -> String {
        let outcome = Mutex("not run")
        let done = DispatchSemaphore(value: 0)
        try TestDatabase.superuser().transaction(.readWrite) { transaction in
            let claimant = try transaction.query(
                """
                update vexar.notifications
                set
                    state = 'sending', attempts = attempts + 1, locked_until = now() + interval '1 minute',
                    next_attempt_at = now() + interval '1 minute'
                where profile_id = \(test.profile.id) and id = \(id)
                returning pg_backend_pid()
                """)[0].int64(0)
            Thread.detachNewThread {
                let told = Result { try act(TestJobs.operators()) }
                outcome.withLock { $0 = (try? told.get()) ?? "\(told)" }
                done.signal()
            }
            try waitUntilSomebodyWaits(for: claimant)
        }
        done.wait()
        return outcome.withLock { $0 }
    }

    private func waitUntilSomebodyWaits(for backend: Int64) throws {
        let database = try TestDatabase.superuser()
        while try database.query(
            "select from pg_stat_activity as a where \(backend)::integer = any (pg_blocking_pids(a.pid))"
        ).isEmpty {
            _ = try database.query("select pg_sleep(0.01)")
        }
    }
}
