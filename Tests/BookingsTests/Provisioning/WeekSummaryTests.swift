import Testing

@testable import Bookings

@Suite struct WeekSummaryTests {
    private func hours(_ day: Int, _ start: String?, _ end: String?, isAvailable: Bool = true) -> OpeningHours {
        OpeningHours(dayOfWeek: day, isAvailable: isAvailable, times: TimeSpan(start: start, end: end))
    }

    @Test func daysInARowThatAreAlikeAreOneEntry() {
        let week = (1...5).map { hours($0, "09:00", "18:00") } + [hours(0, nil, nil, isAvailable: false)]
        #expect(WeekSummary(week).lines == ["Mon-Fri 09:00-18:00", "Sun closed"])
    }

    @Test func aDayBetweenDividesThem() {
        let week = [hours(1, "09:00", "18:00"), hours(2, "10:00", "18:00"), hours(3, "09:00", "18:00")]
        #expect(WeekSummary(week).lines == ["Mon 09:00-18:00", "Tue 10:00-18:00", "Wed 09:00-18:00"])
    }

    @Test func oneDaysHoursAreInOrder() {
        let week = [
            hours(6, "14:00", "18:00"), hours(6, "09:00", "12:00"), hours(0, "14:00", "18:00"),
            hours(0, "09:00", "12:00"),
        ]
        #expect(WeekSummary(week).lines == ["Sat-Sun 09:00-12:00 and 14:00-18:00"])
    }

    @Test func nothingIsNothing() {
        #expect(WeekSummary([]).lines.isEmpty)
    }
}

@Suite struct ListChangeTests {
    private func stored(_ words: [String]) -> [Stored<String>] {
        words.enumerated().map { Stored(id: Int64($0.offset), content: $0.element) }
    }

    @Test func theSameInAnotherOrderIsNoChange() {
        #expect(ListChange(from: stored(["a", "b", "a"]), to: ["b", "a", "a"]).isEmpty)
    }

    @Test func oneOfTwoThatAreAlikeMayGo() {
        let change = ListChange(from: stored(["a", "a", "b"]), to: ["a", "c"])
        #expect(change.removed.map(\.id) == [1, 2])
        #expect(change.added == ["c"])
    }

    @Test func oneMoreOfTheSameIsAdded() {
        let change = ListChange(from: stored(["a"]), to: ["a", "a"])
        #expect(change.removed.isEmpty)
        #expect(change.added == ["a"])
    }
}
