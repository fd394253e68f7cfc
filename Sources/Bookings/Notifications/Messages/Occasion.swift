/// A date and a time of day in the profile's zone.
struct WallTime: Hashable, Sendable {
    let date: CalendarDate
    let time: TimeOfDay
}

/// When a booking is, as the visitor reads it: wall dates and times, which no zone may shift.
enum Occasion: Hashable, Sendable {
    /// An appointment; the end is nil where it is not known.
    case appointment(from: WallTime, to: WallTime?)
    /// A stay, from the day of the check-in to that of the check-out.
    case stay(from: CalendarDate, to: CalendarDate)
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
    ///
    /// - Parameter end: the wall clock when it ends, on a later day where it runs past midnight. On which day follows
    ///   from the time that elapses: a clock change on the way shifts the end by far less than half a day.
    static func appointment(
        on date: CalendarDate, from start: TimeOfDay, to end: TimeOfDay, begins: Instant, ends: Instant
    ) -> BookingTime {
        let elapsed = Int(ends.secondsSince1970 - begins.secondsSince1970) / 60
        let days = (start.minutes + elapsed - end.minutes + 720) / 1440
        let last = WallTime(date: date.adding(days: max(0, days)), time: end)
        return BookingTime(
            occasion: .appointment(from: WallTime(date: date, time: start), to: last),
            span: .instants(from: begins, to: ends))
    }

    /// A stay of at least a night.
    static func stay(from checkIn: CalendarDate, to checkOut: CalendarDate) -> BookingTime {
        BookingTime(occasion: .stay(from: checkIn, to: checkOut), span: .days(from: checkIn, to: checkOut))
    }
}
