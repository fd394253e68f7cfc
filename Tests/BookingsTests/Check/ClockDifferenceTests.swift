import Testing

@testable import Bookings

/// From when on two clocks that differ are worth a word.
@Suite struct ClockDifferenceTests {
    @Test(arguments: [
        (Int64(0), Finding.Verdict.ok), (1_000, .ok), (-1_000, .ok), (1_001, .warn), (-1_001, .warn), (10_000, .warn),
        (10_001, .fail), (-10_001, .fail), (.min, .fail),
    ])
    func bounds(_ milliseconds: Int64, _ verdict: Finding.Verdict) {
        #expect(ClockDifference(milliseconds: milliseconds).finding.verdict == verdict)
    }

    @Test func itSaysWhichClockIsAhead() {
        #expect(ClockDifference(milliseconds: 2_340).finding.found == "the database's is 2.3 s ahead of this machine's")
        #expect(
            ClockDifference(milliseconds: -12_000).finding.found == "the database's is 12.0 s behind this machine's")
    }

    @Test func theTestsDatabaseIsOnThisMachine() throws {
        let difference = try ClockDifference(to: TestDatabase.service())
        #expect(difference.finding.verdict == .ok)
    }
}
