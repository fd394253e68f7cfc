import Testing

@testable import Bookings

/// What is remembered of clocks, and when it may be believed.
@Suite struct ChangeClockTests {
    private let hearing = Hearing()
    private let clock: ChangeClock
    private let profile = ProfileID(rawValue: 7)

    init() {
        clock = ChangeClock(hearing: hearing)
        hearing.believe(until: .now + .seconds(600))
    }

    private func ts(_ value: Int64) -> ClockTime {
        ClockTime(rawValue: value)
    }

    private var known: ClockTime? {
        if case .known(let ts) = clock.reading(of: profile) { ts } else { nil }
    }

    private func question() throws -> ChangeClock.Question {
        guard case .unknown(let question) = clock.reading(of: profile) else { throw NeverCame(what: "a question") }
        return question
    }

    @Test func whatWasReadIsKnownAndWhatIsHeardMovesIt() throws {
        #expect(known == nil)
        let question = try question()
        #expect(known == nil, "asking is not knowing")
        #expect(clock.settle(question, of: profile, as: ts(100)) == ts(100))
        #expect(known == ts(100))
        clock.hear(ts(101), of: profile)
        #expect(known == ts(101))
        clock.hear(ts(99), of: profile)
        #expect(known == ts(101), "told late")
    }

    @Test func whatIsToldWhileTheDatabaseIsReadIsNotLost() throws {
        let question = try question()
        clock.hear(ts(105), of: profile)
        #expect(known == nil, "there may be a later one that was told before anybody asked")
        #expect(clock.settle(question, of: profile, as: ts(104)) == ts(105))
        #expect(known == ts(105))
    }

    @Test func anAnswerFromBeforeANewBeginningIsGivenButNotRemembered() throws {
        let question = try question()
        clock.startOver()
        #expect(clock.settle(question, of: profile, as: ts(100)) == ts(100))
        #expect(known == nil)
    }

    /// A standby that was promoted may lack the last commits.
    @Test func noPollGoesBackOverANewBeginning() throws {
        _ = clock.settle(try question(), of: profile, as: ts(105))
        clock.startOver()
        #expect(known == nil)
        #expect(clock.settle(try question(), of: profile, as: ts(103)) == ts(105))
        #expect(known == ts(105))
    }

    @Test func aSecondQuestionUnderWayFromBeforeANewBeginningSettlesNothing() throws {
        let old = try question()
        clock.startOver()
        let new = try question()
        _ = clock.settle(old, of: profile, as: ts(100))
        #expect(known == nil, "read before the new beginning")
        #expect(clock.settle(new, of: profile, as: ts(103)) == ts(103))
        #expect(known == ts(103))
    }

    @Test func theBlindRememberNothing() throws {
        _ = clock.settle(try question(), of: profile, as: ts(100))
        hearing.believe(until: .now - .milliseconds(1))
        #expect(known == nil)
        #expect(clock.settle(try question(), of: profile, as: ts(102)) == ts(102))
        hearing.believe(until: .now + .seconds(600))
        #expect(known == ts(102), "nobody forgets what is later than what was known")
    }

    @Test func whatNobodyAskedForIsNotFollowed() {
        clock.hear(ts(100), of: profile)
        #expect(known == nil)
    }
}
