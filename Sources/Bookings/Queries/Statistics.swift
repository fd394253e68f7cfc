internal import Postgres

/// The counters of stats and grid.
enum Statistics {
    /// One row: today, pending, upcoming, total, the profile's date today. Four counts, each on its own index.
    static func count(for session: Session) -> SQL {
        """
        select
            (
                select count(*) from vexar.bookings as b
                where \(session.visibleBookings) and b.booking_date = clock.today and b.status <> 'cancelled'
            ) as today,
            (
                select count(*) from vexar.bookings as b
                where \(session.visibleBookings) and b.status = 'pending'
            ) as pending,
            (
                select count(*) from vexar.bookings as b
                where
                    \(session.visibleBookings)
                    and b.status in ('pending', 'confirmed') and b.upcoming_until >= now()
            ) as upcoming,
            (select count(*) from vexar.bookings as b where \(session.visibleBookings)) as total,
            clock.today as date
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
