internal import Postgres

/// The counters of stats and grid.
enum Statistics {
    /// One row: today, pending, upcoming, total, the profile's date today, its clock.
    ///
    /// What is upcoming is everything open of later dates, and of today what has not begun; of yesterday too, for a
    /// stay is upcoming to the end of its first day, and where the clocks skip midnight that end comes later.
    static func count(for session: Session) -> SQL {
        let counts = BookingCounts(visibleTo: session)
        return """
            select
                (\(counts.sum(of: [.pending, .confirmed, .completed], where: "c.booking_date = clock.today"))) as today,
                (\(counts.sum(of: [.pending]))) as pending,
                (\(counts.sum(of: [.pending, .confirmed], where: "c.booking_date > clock.today")))
                + (
                    select count(*) from vexar.bookings as b
                    where
                        \(session.visibleBookings)
                        and b.status in ('pending', 'confirmed')
                        and b.booking_date in (clock.today - 1, clock.today)
                        and b.upcoming_until >= now()
                ) as upcoming,
                (\(counts.sum(of: BookingStatus.allCases))) as total,
                clock.today as date,
                (\(Self.clock(of: session.profile))) as ts
            from (
                select (now() at time zone p.timezone)::date as today
                from vexar.profiles as p
                where p.id = \(session.profile)::bigint
            ) as clock
            """
    }

    /// The profile's clock.
    static func clock(of profile: ProfileID) -> SQL {
        "select c.ts from vexar.profile_clocks as c where c.profile_id = \(profile)::bigint"
    }
}
