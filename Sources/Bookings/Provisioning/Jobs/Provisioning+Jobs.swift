internal import Postgres

extension Provisioning {
    /// Messages to visitors in one of these states, the oldest first, without anybody's address.
    ///
    /// - Parameters:
    ///   - username: of this profile alone; nil for all.
    ///   - limit: how many at most, 1 or more.
    public func jobs(
        _ states: [JobState] = JobState.ofInterest, of username: String? = nil, limit: Int = 50
    ) throws(ProvisioningError) -> JobList {
        try reading { transaction in
            let profile = try username.map { try StoredProfile.id(of: $0, in: transaction) }
            return try JobList(states, of: profile, limit: limit, in: transaction)
        }
    }

    /// A message in words, with its recipient's address.
    public func describeJob(_ id: Int64) throws(ProvisioningError) -> String {
        try reading { transaction in try JobDetails(NotificationID(rawValue: id), in: transaction).text }
    }

    /// Has messages tried again, at once and counting from the first attempt: all of them, or none where one is
    /// unknown, was sent or was cancelled.
    ///
    /// - Returns: what came of each, a line each.
    public func retryJobs(_ ids: [Int64]) throws(ProvisioningError) -> [String] {
        try change(.retry, ids)
    }

    /// Has all messages tried again that have failed, but those that a later message of the same kind stands for.
    ///
    /// - Parameter username: of this profile alone; nil for all.
    /// - Returns: what came of each, a line each; empty where none has failed.
    public func retryFailedJobs(of username: String? = nil) throws(ProvisioningError) -> [String] {
        try writing { transaction in
            let profile = try username.map { try StoredProfile.id(of: $0, in: transaction) }
            return try JobChange.retryFailed(of: profile, in: transaction).map(\.description)
        }
    }

    /// Sees to it that messages are not sent: all of them, or none where one is unknown, was sent or is just being
    /// sent.
    ///
    /// - Returns: what came of each, a line each.
    public func cancelJobs(_ ids: [Int64]) throws(ProvisioningError) -> [String] {
        try change(.cancel, ids)
    }

    /// An id given twice counts once.
    private func change(_ action: JobAction, _ ids: [Int64]) throws(ProvisioningError) -> [String] {
        var seen: Set<Int64> = []
        let ids = ids.filter { seen.insert($0).inserted }.map(NotificationID.init)
        return try writing { transaction in
            try JobChange.run(action, on: ids, in: transaction).map(\.description)
        }
    }
}
