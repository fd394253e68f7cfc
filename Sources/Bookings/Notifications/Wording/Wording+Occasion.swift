extension Wording {
    /// When something is, complete: `Wednesday, 1 July 2026, 10:00–11:00 (Europe/Kyiv)`. An end at midnight still
    /// belongs to the day; a later one has its own date. A stay has no zone, only days.
    func phrase(_ occasion: Occasion, zone: String) -> String {
        switch occasion {
        case .stay(let checkIn, let checkOut): "\(day(checkIn)) – \(day(checkOut))"
        case .appointment(let start, let end): "\(span(from: start, to: end)) (\(zone))"
        }
    }

    /// When something begins, in short: `1 July 2026, 10:00`.
    func beginning(_ occasion: Occasion) -> String {
        switch occasion {
        case .stay(let checkIn, _): shortDay(checkIn)
        case .appointment(let start, _): "\(shortDay(start.date)), \(time(start.time))"
        }
    }

    private func span(from start: WallTime, to end: WallTime) -> String {
        let begin = "\(day(start.date)), \(time(start.time))"
        let isSameDay = end.date == start.date || (end.date == start.date.adding(days: 1) && end.time.minutes == 0)
        return isSameDay ? "\(begin)–\(time(end.time))" : "\(begin) – \(day(end.date)), \(time(end.time))"
    }
}
