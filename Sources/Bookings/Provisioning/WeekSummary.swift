/// A schedule in a few words: days in a row that are alike are told together, as in `Tue-Sat 09:00-20:00`.
struct WeekSummary {
    /// Days and hours, from Monday to Sunday.
    let entries: [(days: String, hours: String)]

    init(_ schedule: [OpeningHours]) {
        var runs: [(first: Int, last: Int, hours: String)] = []
        for position in 0..<7 {
            let hours = Self.hours(of: schedule, on: (position + 1) % 7)
            guard let hours else { continue }
            if let last = runs.last, last.last == position - 1, last.hours == hours {
                runs[runs.count - 1].last = position
            } else {
                runs.append((position, position, hours))
            }
        }
        entries = runs.map { (Self.days(from: $0.first, to: $0.last), $0.hours) }
    }

    /// Each entry on a line.
    var lines: [String] { entries.map { "\($0.days) \($0.hours)" } }

    /// What a schedule has on a day, 0 for Sunday; nil where it has nothing.
    private static func hours(of schedule: [OpeningHours], on day: Int) -> String? {
        let entries = schedule.filter { $0.dayOfWeek == day }
            .map { (start: $0.times?.start.minutes ?? -1, text: $0.times.described(isAvailable: $0.isAvailable)) }
            .sorted { $0.start < $1.start }
        return entries.isEmpty ? nil : entries.map(\.text).joined(separator: " and ")
    }

    private static func days(from first: Int, to last: Int) -> String {
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return first == last ? names[first] : "\(names[first])-\(names[last])"
    }
}

extension TimeSpan? {
    /// The hours, or that it is closed then.
    func described(isAvailable: Bool) -> String {
        switch (isAvailable, self) {
        case (true, let span?): span.description
        case (true, nil): "open"
        case (false, let span?): "closed \(span)"
        case (false, nil): "closed"
        }
    }
}
