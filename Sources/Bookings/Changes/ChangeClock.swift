internal import Synchronization

/// The clocks of the profiles that somebody has asked for, as far as this process has heard: what poll answers from.
///
/// A profile is followed from the moment somebody asks for it, before its clock is read from the database. So a change
/// is either in what is read, or told after the profile was followed: none falls between. It takes 24 bytes a profile
/// and a table's slack, 50 MB for a million.
final class ChangeClock: Sendable {
    /// What is known of a profile's clock.
    enum Reading {
        case known(ClockTime)
        /// Has to be read from the database, and told to ``settle(_:of:as:)``.
        case unknown(Question)
    }

    /// A reading of the database that is under way.
    struct Question {
        /// The era in which the profile was followed when it was asked; nil while this process is blind.
        fileprivate let era: Int?
    }

    private struct Followed {
        var ts: ClockTime
        /// False while it is being read from the database: `ts` then is the latest that was told meanwhile.
        var isKnown = false
    }

    private struct State {
        var clocks: [ProfileID: Followed] = [:]
        var era = 0
    }

    private let hearing: Hearing
    private let state = Mutex(State())

    init(hearing: Hearing) {
        self.hearing = hearing
    }

    /// How many profiles are followed.
    var count: Int { state.withLock { $0.clocks.count } }

    /// The clock of a profile, which is followed from now on.
    func reading(of profile: ProfileID) -> Reading {
        guard hearing.isFresh else { return .unknown(Question(era: nil)) }
        return state.withLock { state in
            if let followed = state.clocks[profile], followed.isKnown { return .known(followed.ts) }
            if state.clocks[profile] == nil { state.clocks[profile] = Followed(ts: ClockTime(rawValue: .min)) }
            return .unknown(Question(era: state.era))
        }
    }

    /// Takes what the database said after the question was put, and gives what to answer: never less than was told.
    func settle(_ question: Question, of profile: ProfileID, as read: ClockTime) -> ClockTime {
        state.withLock { state in
            guard var followed = state.clocks[profile] else { return read }
            followed.ts = max(followed.ts, read)
            if question.era == state.era { followed.isKnown = true }
            state.clocks[profile] = followed
            return followed.ts
        }
    }

    /// Takes what was told of a profile's clock, in whatever order it comes.
    func hear(_ ts: ClockTime, of profile: ProfileID) {
        state.withLock { state in
            if let followed = state.clocks[profile], followed.ts < ts { state.clocks[profile]?.ts = ts }
        }
    }

    /// Knows nothing any more: from here on everything may have been missed. What was told stays the least that is ever
    /// answered: a standby that was promoted may lack the last commits, and no poll goes back.
    func startOver() {
        state.withLock { state in
            for profile in state.clocks.keys { state.clocks[profile]?.isKnown = false }
            state.era += 1
        }
    }
}
