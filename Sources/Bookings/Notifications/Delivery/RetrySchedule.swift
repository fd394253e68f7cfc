/// When a message that could not be delivered is tried again: after 5 s, then twice as long each time up to 4 h, and
/// half of each pause is chance. 24 attempts take about two days, the time that mail is customarily given (RFC 5321
/// section 4.5.4.1 says four to five, but here a booking is soon history).
enum RetrySchedule {
    private static let shortest = Duration.seconds(5)
    private static let longest = Duration.seconds(4 * 3_600)
    private static let attempts = 24

    /// The pause after so many attempts, the first of which is 1; nil when it is time to give up.
    static func pause(after attempt: Int) -> Duration? {
        guard attempt < attempts else { return nil }
        let full = min(shortest * (1 << min(max(attempt, 1) - 1, 20)), longest)
        return full * Double.random(in: 0.75...1.25)
    }
}
