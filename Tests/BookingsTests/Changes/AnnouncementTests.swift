import Testing

@testable import Bookings

/// The words in which processes tell each other of changes, and how they pause.
@Suite struct AnnouncementTests {
    @Test func clocksAreReadAndNonsenseIsNot() {
        let read = Announcement.clocks(in: "12:1717440000 13:-5 x 14 :1 15: 16:1:2 99999999999999999999:1  17:0")
        #expect(read.map(\.profile.rawValue) == [12, 13, 17])
        #expect(read.map(\.ts.rawValue) == [1_717_440_000, -5, 0])
        #expect(Announcement.clocks(in: "").isEmpty)
        #expect(Announcement.profile(in: "12") == ProfileID(rawValue: 12))
        #expect(Announcement.profile(in: "12;drop") == nil)
    }

    @Test func pausesDoubleUpToALimitAndHalfOfThemIsChance() {
        var backoff = Backoff(from: .milliseconds(100), to: .seconds(1))
        for full in [100, 200, 400, 800, 1_000, 1_000] {
            let pause = backoff.next()
            #expect((Duration.milliseconds(full) / 2...Duration.milliseconds(full)).contains(pause))
        }
        backoff.reset()
        #expect(backoff.next() <= .milliseconds(100))
    }
}
