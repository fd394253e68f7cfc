internal import Postgres

/// An action on messages, in one transaction: first their rows are locked, so that no notifier claims one and no other
/// operator changes it, then it is decided.
enum JobChange {
    /// On the messages with these ids: on all of them, or on none.
    ///
    /// - Returns: what came of each, in the order of the ids.
    static func run(
        _ action: JobAction, on ids: [NotificationID], in transaction: borrowing Transaction
    ) throws -> [ChangeLine] {
        let found = try locked("n.id = any (\(ids)::bigint[])", in: transaction)
        let jobs = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        let unknown = ids.filter { jobs[$0] == nil }
        guard unknown.isEmpty else { throw ProvisioningError.unknownJobs(unknown) }
        let decisions = ids.compactMap { jobs[$0] }.map { ($0, action.decision(on: $0)) }
        let refusals = decisions.compactMap(\.1.refusal)
        guard refusals.isEmpty else {
            throw ProvisioningError.refused((refusals + ["nothing was changed"]).joined(separator: "\n"))
        }
        return try execute(action, decisions, in: transaction)
    }

    /// Tries all again that have failed, of one profile or of all; one that a later message stands for is left.
    static func retryFailed(of profile: ProfileID?, in transaction: borrowing Transaction) throws -> [ChangeLine] {
        let isOfProfile: SQL = profile.map { "n.profile_id = \($0)::bigint" } ?? "true"
        let failed = try locked("n.state = 'failed' and \(isOfProfile)", in: transaction)
        return try execute(.retry, failed.map { ($0, JobAction.retry.decision(on: $0)) }, in: transaction)
    }

    /// Locked in one order, so that two operators do not wait for each other.
    private static func locked(_ condition: SQL, in transaction: borrowing Transaction) throws -> [Job] {
        try transaction.query(
            """
            select \(Job.columns)
            from \(Job.source)
            where \(condition)
            order by n.profile_id, n.id
            for update of n
            """
        ).map(Job.init)
    }

    private static func execute(
        _ action: JobAction, _ decisions: [(job: Job, decision: JobDecision)], in transaction: borrowing Transaction
    ) throws -> [ChangeLine] {
        let changed = decisions.filter(\.decision.isChange).map(\.job)
        if !changed.isEmpty { _ = try transaction.pipeline(action.statements(for: changed)) }
        return decisions.map(\.decision.line)
    }
}

extension JobDecision {
    fileprivate var isChange: Bool {
        if case .change = self { true } else { false }
    }

    fileprivate var refusal: String? {
        if case .refuse(let reason) = self { reason } else { nil }
    }

    /// A refusal that stops nothing is told as something left.
    fileprivate var line: ChangeLine {
        switch self {
        case .change(let line), .leave(let line): line
        case .refuse(let reason): ChangeLine(sign: .unchanged, subject: reason)
        }
    }
}

extension ProvisioningError {
    /// No such messages: each on a line.
    static func unknownJobs(_ ids: [NotificationID]) -> ProvisioningError {
        .notFound(ids.map { "there is no job \($0.rawValue); see: vexar jobs list" }.joined(separator: "\n"))
    }
}
