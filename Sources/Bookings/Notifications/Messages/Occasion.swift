/// A date and a time of day in the profile's zone.
struct WallTime: Hashable, Sendable {
    let date: CalendarDate
    let time: TimeOfDay
}

/// When a booking is, as the visitor reads it: wall dates and times, which no zone may shift.
enum Occasion: Hashable, Sendable {
    case appointment(from: WallTime, to: WallTime)
    /// A stay, from the day of the check-in to that of the check-out.
    case stay(from: CalendarDate, to: CalendarDate)

    /// An appointment as its row has it.
    ///
    /// - Parameters:
    ///   - end: the wall clock when it ends, on a later day where it runs past midnight. On which day follows from the
    ///     time that elapses: a clock change on the way shifts the end by far less than half a day.
    ///   - elapsed: in minutes.
    static func appointment(
        on date: CalendarDate, from start: TimeOfDay, to end: TimeOfDay, elapsed: DurationMinutes
    ) -> Occasion {
        let days = (start.minutes + Int(elapsed.count) - end.minutes + 720) / 1440
        let last = WallTime(date: date.adding(days: max(0, days)), time: end)
        return .appointment(from: WallTime(date: date, time: start), to: last)
    }
}

/// When a booking is for a calendar.
enum CalendarSpan: Hashable, Sendable {
    case instants(from: Instant, to: Instant)
    /// Whole days, the last of which is not part of it.
    case days(from: CalendarDate, to: CalendarDate)
}

/// When a booking is, for people and for calendars.
struct BookingTime: Hashable, Sendable {
    let occasion: Occasion
    let span: CalendarSpan

    /// An appointment as its row has it.
    static func appointment(
        on date: CalendarDate, from start: TimeOfDay, to end: TimeOfDay, begins: Instant, ends: Instant
    ) -> BookingTime {
        let elapsed = DurationMinutes(count: (ends.secondsSince1970 - begins.secondsSince1970) / 60)
        return BookingTime(
            occasion: .appointment(on: date, from: start, to: end, elapsed: elapsed),
            span: .instants(from: begins, to: ends))
    }

    /// A stay of at least a night.
    static func stay(from checkIn: CalendarDate, to checkOut: CalendarDate) -> BookingTime {
        BookingTime(occasion: .stay(from: checkIn, to: checkOut), span: .days(from: checkIn, to: checkOut))
    }
}
