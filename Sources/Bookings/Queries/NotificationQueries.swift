internal import Postgres

/// Statements of the outbox.
enum NotificationQueries {
    /// A part of a `with` list that queues a message about the booking `b`, changed in the same statement. Nobody is
    /// told who left no address, and a review is asked for only once, unless the request was withdrawn or never
    /// arrived.
    static func queued(_ kind: NotificationKind?, named name: SQL) -> SQL {
        """
        \(name) as (
            insert into vexar.notifications (profile_id, booking_id, booking_version, kind, cause, recipient)
            select b.profile_id, b.id, b.version, message.kind, 'change', b.visitor_email
            from b
            cross join (select \(kind)::text as kind) as message
            where
                message.kind is not null
                and b.visitor_email is not null
                and not (
                    message.kind = 'review_request'
                    and exists (
                        select from vexar.notifications as n
                        where
                            n.profile_id = b.profile_id and n.booking_id = b.id
                            and n.kind = 'review_request' and n.state in ('queued', 'sending', 'sent')
                    )
                )
        )
        """
    }

    /// A part of a `with` list that withdraws what was queued about the booking `b` and is no longer true.
    static func withdrawn(_ kinds: [NotificationKind], named name: SQL) -> SQL {
        """
        \(name) as (
            update vexar.notifications as n
            set state = 'cancelled'
            from b
            where
                n.profile_id = b.profile_id and n.booking_id = b.id
                and n.state = 'queued' and n.kind = any (\(kinds)::text[])
        )
        """
    }

    /// The messages about a booking, oldest first, as ``NotificationObject`` has them.
    static func notifications(of id: BookingID, in profile: ProfileID) -> SQL {
        """
        select n.id, n.kind, n.recipient, n.state, n.attempts, n.last_error, n.created_at, n.sent_at
        from vexar.notifications as n
        where n.profile_id = \(profile)::bigint and n.booking_id = \(id)::bigint
        order by n.id
        """
    }

    /// One row: whether a reschedule message still waits; how many were asked for within the hour; in how many seconds
    /// the oldest of the last five of them will be an hour old.
    static func requests(for id: BookingID, in profile: ProfileID, limit: Int64) -> SQL {
        """
        select
            exists (
                select from vexar.notifications as n
                where
                    n.profile_id = \(profile)::bigint and n.booking_id = \(id)::bigint
                    and n.kind = 'rescheduled' and n.state = 'queued'
            ) as is_waiting,
            count(*) as requested,
            coalesce(ceil(extract(epoch from min(recent.created_at) + interval '1 hour' - now()))::bigint, 0)
        from (
            select n.created_at
            from vexar.notifications as n
            where
                n.profile_id = \(profile)::bigint and n.booking_id = \(id)::bigint
                and n.cause = 'request' and n.created_at > now() - interval '1 hour'
            order by n.created_at desc
            limit \(limit)::bigint
        ) as recent
        """
    }

    /// Queues the reschedule message that somebody asked for.
    static func request(for id: BookingID, in profile: ProfileID) -> SQL {
        """
        insert into vexar.notifications (profile_id, booking_id, booking_version, kind, cause, recipient)
        select b.profile_id, b.id, b.version, 'rescheduled', 'request', b.visitor_email
        from vexar.bookings as b
        where b.profile_id = \(profile)::bigint and b.id = \(id)::bigint
        """
    }
}
