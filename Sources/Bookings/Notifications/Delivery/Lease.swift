/// A message that this process alone may send, for a while.
struct Lease: Sendable {
    let profile: ProfileID
    let notification: NotificationID
    /// How often it was claimed, this time included.
    let attempt: Int
    /// Until when, as PostgreSQL wrote it: who settles has to name it.
    let until: String
    /// Until when by this machine's clock, which was read before the claim: never later than that.
    let end: ContinuousClock.Instant

    /// How much of it is left.
    var left: Duration { ContinuousClock.now.duration(to: end) }
}

/// What came of a lease.
enum Outcome: Sendable {
    /// The server took the message, which told this version of the booking.
    case sent(version: Int64)
    /// Nobody will ever take it.
    case failed(String)
    /// To be tried again after a while.
    case deferred(String, after: Duration)
    /// Not tried: for the next one to claim.
    case returned
    /// A later change has made it untrue.
    case outdated(String)
}
