internal import Postgres

/// Statements about one booking.
enum BookingQueries {
    /// One booking, if the caller may see it: the columns of ``BookingObject`` and its kind.
    static func booking(_ id: BookingID, for session: Session) -> SQL {
        """
        select \(BookingObject.columns), b.kind
        from vexar.bookings as b
        \(BookingObject.joins)
        where \(session.visibleBookings) and b.id = \(id)::bigint
        """
    }

    /// One row of ``Terms`` for a wish.
    static func terms(
        for profile: ProfileID, product: ProductID?, operatorID: OperatorID?, date: CalendarDate?, start: TimeOfDay?
    ) -> SQL {
        """
        select
            p.timezone, p.currency, s.slot_duration,
            product.kind, product.is_active, product.price, product.currency, product.duration_minutes,
            operator.is_active, offer.product_id is not null,
            coalesce(
                wish.wall is not null and vexar.instant_at(wish.wall, p.timezone) is null, false
            ) as is_skipped
        from vexar.profiles as p
        inner join vexar.profile_settings as s on s.profile_id = p.id
        left join vexar.products as product
            on product.profile_id = p.id and product.id = \(product)::bigint
        left join vexar.staff as operator
            on operator.profile_id = p.id and operator.id = \(operatorID)::bigint
        left join vexar.staff_products as offer
            on
                offer.profile_id = p.id and offer.operator_id = operator.id
                and offer.product_id = product.id
        cross join (select \(date)::date + \(start)::time as wall) as wish
        where p.id = \(profile)::bigint
        """
    }

    /// Makes a booking, queues its confirmation, and gives it back as ``BookingObject``.
    static func insert(_ booking: NewBooking, for session: Session) -> SQL {
        let placement = booking.placement
        let visitor = booking.visitor
        return """
            with b as (
                insert into vexar.bookings (
                    profile_id, kind, product_id, operator_id, booking_date, start_time, checkout_date,
                    duration_minutes, status, visitor_name, visitor_email, visitor_phone, visitor_note, price,
                    currency, double_booked
                )
                values (
                    \(session.profile), \(booking.kind), \(placement.product), \(placement.operatorID),
                    \(placement.date), \(placement.start), \(placement.checkout), \(placement.duration),
                    \(booking.status), \(visitor.name), \(visitor.email), \(visitor.phone), \(visitor.note),
                    \(booking.price), \(booking.currency), \(booking.mayOverlap)
                )
                returning *
            ),
            \(NotificationQueries.queued(booking.confirmation, named: "told"))
            select \(BookingObject.columns)
            from b
            \(BookingObject.joins)
            """
    }

    /// Changes a booking's status with all that follows from it for its visitor.
    static func update(_ id: BookingID, through transition: StatusTransition, for session: Session) -> SQL {
        """
        with b as (
            update vexar.bookings as b
            set
                status = \(transition.to),
                cancellation_reason = \(transition.reason),
                double_booked = \(transition.mayOverlap)
            where \(session.visibleBookings) and b.id = \(id)::bigint
            returning b.*
        ),
        \(NotificationQueries.withdrawn(transition.outdated, named: "withdrawn")),
        \(NotificationQueries.queued(transition.message, named: "told"))
        select \(BookingObject.columns)
        from b
        \(BookingObject.joins)
        """
    }

    /// Moves a booking.
    static func update(_ id: BookingID, by move: Move, for session: Session) -> SQL {
        """
        with b as (
            update vexar.bookings as b
            set
                product_id = \(move.to.product),
                operator_id = \(move.to.operatorID),
                booking_date = \(move.to.date),
                start_time = \(move.to.start),
                checkout_date = \(move.to.checkout),
                duration_minutes = \(move.to.duration),
                double_booked = \(move.mayOverlap)
            where \(session.visibleBookings) and b.id = \(id)::bigint
            returning b.*
        ),
        \(NotificationQueries.queued(move.notifies ? .rescheduled : nil, named: "told"))
        select \(BookingObject.columns)
        from b
        \(BookingObject.joins)
        """
    }

    /// What happened to a booking, oldest first, as ``HistoryObject`` has it.
    static func history(of id: BookingID, in profile: ProfileID) -> SQL {
        """
        select
            h.id, h.action,
            json_build_object('type', h.actor_type, 'operator_id', h.actor_operator_id, 'name', h.actor_name),
            h.before, h.after, h.at
        from vexar.booking_history as h
        where h.profile_id = \(profile)::bigint and h.booking_id = \(id)::bigint
        order by h.id
        """
    }
}
