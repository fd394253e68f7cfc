import Dispatch
import Foundation
import Postgres
import Synchronization

@testable import Bookings

/// A profile with a booking and messages about it, and an operator who deals with them. Nothing here sends them.
struct TestJobs {
    let profile: TestProfile
    let booking: Int64
    let provisioning: Provisioning

    var username: String { profile.username }

    init() throws {
        profile = try TestProfile(timezone: "Europe/Kyiv")
        booking = try profile.appointment("2030-05-06", email: Self.recipient)
        provisioning = try Self.operators()
    }

    static let recipient = "jane.doe@example.com"

    /// Another operator, for another thread.
    static func operators() throws -> Provisioning {
        Provisioning(database: try TestProvisioning.url())
    }

    /// Puts a message into the outbox.
    ///
    /// - Parameters:
    ///   - nextTry: from now on; for one that is being sent, when its lease ends.
    ///   - booking: nil for one of its own.
    func add(
        _ state: JobState = .queued, _ kind: NotificationKind = .confirmed, attempts: Int = 0,
        nextTry: String = "1 hour", lastError: String? = nil, booking: Int64? = nil, age: String = "0"
    ) throws -> Int64 {
        let booking = try booking ?? profile.appointment("2030-05-07", email: Self.recipient)
        return try profile.sql(
            """
            insert into vexar.notifications (
                profile_id, booking_id, booking_version, kind, cause, recipient, state, attempts, next_attempt_at,
                locked_until, last_error, created_at, sent_at, told_version
            )
            select
                \(profile.id), \(booking), 1, \(kind), 'request', \(Self.recipient), s.state, \(attempts)::integer,
                now() + \(nextTry)::interval,
                case when s.state = 'sending' then now() + \(nextTry)::interval end,
                \(lastError), now() - \(age)::interval,
                case when s.state = 'sent' then now() end, case when s.state = 'sent' then 1 end
            from (select \(state.rawValue)::text as state) as s
            returning id
            """
        )[0].int64(0)
    }

    /// State and attempts of messages, and whether each is due, as in `queued 0 due`.
    func rows(_ ids: [Int64]) throws -> [String] {
        try profile.sql(
            """
            select
                n.state || ' ' || n.attempts
                || case when n.state = 'queued' and n.next_attempt_at <= clock_timestamp() then ' due' else '' end
            from unnest(\(ids)::bigint[]) with ordinality as i (id, place)
            join vexar.notifications as n on n.profile_id = \(profile.id) and n.id = i.id
            order by i.place
            """
        ).map { try $0.string(0) }
    }

    /// The lines of the list about these messages, in their order there, each as its words.
    func listed(_ states: [JobState] = JobState.ofInterest) throws -> [[String]] {
        try provisioning.jobs(states, of: username).table.split(separator: "\n").dropFirst()
            .map { $0.split(separator: " ").map(String.init) }
    }

    /// What a notifier would claim of this profile just now, `ID ATTEMPT`; taken back, since it may be another test's.
    func claimable() throws -> String? {
        struct RolledBack: Error {
            let claim: String?
        }
        do {
            return try TestDatabase.service().transaction(.readWrite) { transaction in
                let claim = try transaction.query(
                    """
                    select c.id || ' ' || c.attempt
                    from vexar.claim_notification(\(profile.id - 1)::bigint, '1 minute') as c
                    where c.profile_id = \(profile.id)
                    """
                ).first.map { try $0.string(0) }
                throw RolledBack(claim: claim)
            }
        } catch let rolledBack as RolledBack {
            return rolledBack.claim
        }
    }

    /// What an error says, of those that have a reason; nil where there is none.
    static func reason(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch ProvisioningError.refused(let reason) {
            return "refused: \(reason)"
        } catch ProvisioningError.notFound(let reason) {
            return "not found: \(reason)"
        } catch {
            return "\(error)"
        }
    }

    /// What some operators come to who act at the same time, each on a connection of its own.
    static func atOnce(
        _ count: Int, _ body: @escaping @Sendable (Provisioning, Int) throws -> [String]
    ) -> [[String]] {
        let outcomes = Mutex<[Int: [String]]>([:])
        let done = DispatchSemaphore(value: 0)
        for number in 0..<count {
            // A thread each: all of them may have to wait at the same time.
            Thread.detachNewThread {
                let outcome: [String]
                do {
                    outcome = try body(operators(), number)
                } catch {
                    outcome = ["\(error)"]
                }
                outcomes.withLock { $0[number] = outcome }
                done.signal()
            }
        }
        for _ in 0..<count { done.wait() }
        return outcomes.withLock { found in (0..<count).map { found[$0] ?? [] } }
    }
}
