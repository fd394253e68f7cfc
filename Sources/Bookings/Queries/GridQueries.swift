internal import Postgres

/// The days that a grid shows.
struct GridRange: Hashable, Sendable {
    let from: CalendarDate
    let to: CalendarDate

    /// The longest range, in days: a leap year.
    static let longest = 366

    /// The range that was asked for.
    init(from: CalendarDate, to: CalendarDate) {
        self.from = from
        self.to = to
    }

    /// The range for what was asked: a missing end is that end of the given end's month, or of this month.
    init(from: CalendarDate?, to: CalendarDate?, today: CalendarDate) {
        self.from = from ?? (to ?? today).firstOfMonth
        self.to = to ?? (from ?? today).lastOfMonth
    }
}

/// The statements of the grid, each of which gives all rows of one of its parts, however many there are.
struct GridQueries: Sendable {
    let range: GridRange
    let filter: BookingFilter
    let session: Session

    /// The most bookings that a grid holds.
    static let mostBookings: Int64 = 10_000

    /// All of them, in the order of `GridRows`.
    var all: [SQL] { [bookings, schedule, overrides, services, settings, staff] }

    /// Every booking that touches the range, in time order; one more than a grid holds, to see whether it is too full.
    /// The two halves each have an index: those that begin in the range, and those that reach into it.
    var bookings: SQL {
        let conditions = filter.conditions(for: session)
        return """
            select \(BookingObject.columns)
            from (
                select b.*
                from vexar.bookings as b
                where \(conditions) and b.booking_date >= \(range.from)::date and b.booking_date <= \(range.to)::date
                union all
                select b.*
                from vexar.bookings as b
                where
                    \(conditions)
                    and b.last_date > b.booking_date
                    and b.last_date >= \(range.from)::date and b.booking_date < \(range.from)::date
                limit \(Self.mostBookings + 1)::bigint
            ) as b
            \(BookingObject.joins)
            order by b.booking_date, b.sort_time, b.id
            """
    }

    /// The profile's own week.
    var schedule: SQL {
        """
        select s.day_of_week, s.start_time, s.end_time, s.is_available
        from vexar.schedules as s
        where s.profile_id = \(session.profile)::bigint and s.operator_id is null
        order by s.day_of_week, s.start_time, s.id
        """
    }

    /// The days in the range that differ from the week; other people's leave is not for a key that sees only its own.
    var overrides: SQL {
        """
        select o.id, o.operator_id, o.override_date, o.is_available, o.start_time, o.end_time, o.reason
        from vexar.overrides as o
        where
            o.profile_id = \(session.profile)::bigint
            and o.override_date between \(range.from)::date and \(range.to)::date
            \(session.visibleOverrides)
        order by o.override_date, o.id
        """
    }

    /// Services and rental objects, archived ones too.
    var services: SQL {
        """
        select
            p.id, p.name, p.description, p.kind, p.price, coalesce(p.currency, profile.currency) as currency,
            p.duration_minutes, p.capacity, p.is_active,
            coalesce(
                (
                    select json_agg(o.operator_id order by o.operator_id)
                    from vexar.staff_products as o
                    where o.profile_id = p.profile_id and o.product_id = p.id \(session.visibleOffers)
                ),
                '[]'
            ) as operator_ids
        from vexar.products as p
        inner join vexar.profiles as profile on profile.id = p.profile_id
        where p.profile_id = \(session.profile)::bigint
        order by p.id
        """
    }

    /// The profile's settings.
    var settings: SQL {
        """
        select
            s.slot_duration, s.buffer_time, s.max_bookings_per_day, s.min_notice_hours, s.max_advance_days,
            s.cancellation_hours, s.auto_confirm, s.require_payment, s.confirmation_message, s.staff_selection_mode,
            p.timezone, p.currency
        from vexar.profile_settings as s
        inner join vexar.profiles as p on p.id = s.profile_id
        where s.profile_id = \(session.profile)::bigint
        """
    }

    /// The staff that the caller may see: a key that sees only its own bookings sees only its own staff member.
    var staff: SQL {
        """
        select
            s.id, s.name, coalesce(s.display_name, s.name) as display_name, s.job_title, s.is_active, s.is_bookable,
            s.color, s.avatar_url,
            coalesce(
                (
                    select json_agg(o.product_id order by o.product_id)
                    from vexar.staff_products as o
                    where o.profile_id = s.profile_id and o.operator_id = s.id
                ),
                '[]'
            ) as services,
            coalesce(
                (
                    select
                        json_agg(
                            json_build_object(
                                'day_of_week', w.day_of_week,
                                'start_time', to_char(w.start_time, 'HH24:MI'),
                                'end_time', to_char(w.end_time, 'HH24:MI'),
                                'is_available', w.is_available
                            )
                            order by w.day_of_week, w.start_time, w.id
                        )
                    from vexar.schedules as w
                    where w.profile_id = s.profile_id and w.operator_id = s.id
                ),
                '[]'
            ) as schedule
        from vexar.staff as s
        where s.profile_id = \(session.profile)::bigint \(session.visibleStaff)
        order by s.id
        """
    }
}

extension Session {
    fileprivate var visibleOverrides: SQL {
        viewedOperator.map { "and (o.operator_id is null or o.operator_id = \($0)::bigint)" } ?? ""
    }

    fileprivate var visibleOffers: SQL {
        viewedOperator.map { "and o.operator_id = \($0)::bigint" } ?? ""
    }

    fileprivate var visibleStaff: SQL {
        viewedOperator.map { "and s.id = \($0)::bigint" } ?? ""
    }
}
