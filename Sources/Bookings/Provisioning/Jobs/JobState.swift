/// Where a message to a visitor is on its way, by the words of the outbox and of the command line.
public enum JobState: String, CaseIterable, Sendable {
    /// Waits for its first try, or for its next one.
    case queued
    /// A notifier holds it.
    case sending
    /// The mail server took it.
    case sent
    /// Given up.
    case failed
    /// Withdrawn, or no longer true.
    case cancelled

    /// Those that are under way, and those that somebody should look at.
    public static let ofInterest: [JobState] = [.queued, .sending, .failed]

    /// Whether it will be tried again by itself.
    var isUnderWay: Bool { self == .queued || self == .sending }
}
