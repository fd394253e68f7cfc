import Testing

@testable import Bookings

/// Whether the notifier's threads are taken to get anywhere.
@Suite struct SenderRoundsTests {
    @Test func nothingTurnsBeforeSomethingWasClaimed() {
        let rounds = SenderRounds(senders: 2, bound: .seconds(3_600))
        rounds.progress(of: 0).cameRound()
        #expect(!rounds.areTurning)
        rounds.progress(of: 1).claimed()
        #expect(rounds.areTurning)
    }

    /// A round that may take less than no time has always taken too long.
    @Test func aThreadThatIsTooLongUnderWay() {
        let rounds = SenderRounds(senders: 1, bound: .seconds(-1))
        rounds.progress(of: 0).cameRound()
        rounds.progress(of: 0).claimed()
        #expect(!rounds.areTurning)
    }
}
