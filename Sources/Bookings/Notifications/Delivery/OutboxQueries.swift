internal import Postgres

/// The notifier's statements. Claiming and settling cross tenants, by functions that do nothing else; what a message
/// tells is read as its tenant.
enum OutboxQueries {
    /// Claims a message of the next profile after this one, round and round, for so long. No row where nothing is due.
    static func claim(after profile: ProfileID, for length: Duration, passingBy full: [ProfileID] = []) -> SQL {
        """
        select c.profile_id, c.id, c.attempt, c.leased_until::text
        from vexar.claim_notification(
            \(profile)::bigint, \(length.postgresInterval)::interval, \(full)::bigint[]
        ) as c
        """
    }

    /// Settles a lease: whether it was still ours.
    static func settle(_ lease: Lease, as outcome: Outcome) -> SQL {
        let (word, error, version, pause) = outcome.columns
        return """
            select vexar.settle_notification(
                \(lease.profile)::bigint, \(lease.notification)::bigint, \(lease.until)::timestamptz, \(word)::text,
                \(error)::text, \(version)::integer, \(pause.postgresInterval)::interval
            )
            """
    }

    /// What waits, of all profiles: queued, being sent, given up within a day, and for how many milliseconds the oldest
    /// has been due.
    static let depth: SQL = """
        select d.queued, d.sending, d.failed, (d.oldest_due_seconds * 1000)::bigint
        from vexar.outbox_depth() as d
        """

    /// Who speaks while a message is read: its tenant, seeing everything.
    static func begin(for profile: ProfileID) -> SQL {
        """
        select
            set_config('vexar.profile_id', \(profile)::text, true),
            set_config('vexar.viewing_operator_id', '', true),
            set_config('vexar.actor_type', 'system', true)
        """
    }

    /// What a message tells, and whether it is still to be told: one row of ``Dispatch``. Before the move it was as the
    /// first change since the last message that arrived found it.
    static func dispatch(_ lease: Lease) -> SQL {
        """
        select
            n.kind, extract(epoch from date_trunc('second', n.created_at))::bigint, n.recipient,
            exists (
                select from vexar.notifications as later
                where
                    later.profile_id = n.profile_id and later.booking_id = n.booking_id and later.id > n.id
                    and later.kind = n.kind and later.state in ('queued', 'sending', 'sent')
            ) as is_superseded,
            p.display_name, p.timezone, p.language, p.email, s.confirmation_message,
            b.id, extract(epoch from date_trunc('second', b.created_at))::bigint, b.version, b.status,
            product.name, coalesce(operator.display_name, operator.name), b.visitor_name, b.price, b.currency,
            b.cancellation_reason,
            b.booking_date, b.start_time, b.end_time, b.checkout_date,
            extract(epoch from b.starts_at)::bigint, extract(epoch from b.ends_at)::bigint,
            before.booking_date, before.start_time, before.end_time, before.checkout_date,
            b.duration_minutes, before.duration_minutes
        from vexar.notifications as n
        inner join vexar.profiles as p on p.id = n.profile_id
        left join vexar.profile_settings as s on s.profile_id = n.profile_id
        inner join vexar.bookings as b on b.profile_id = n.profile_id and b.id = n.booking_id
        left join vexar.products as product on product.profile_id = b.profile_id and product.id = b.product_id
        left join vexar.staff as operator on operator.profile_id = b.profile_id and operator.id = b.operator_id
        cross join lateral (
            select
                max(h.before ->> 'booking_date') filter (where h.place = 1 and h.key = 'booking_date') as booking_date,
                max(h.before ->> 'start_time') filter (where h.place = 1 and h.key = 'start_time') as start_time,
                max(h.before ->> 'end_time') filter (where h.place = 1 and h.key = 'end_time') as end_time,
                max(h.before ->> 'checkout_date') filter (where h.place = 1 and h.key = 'checkout_date')
                    as checkout_date,
                max((h.before ->> 'duration_minutes')::integer) filter (where h.place = 1 and h.key = 'duration_minutes')
                    as duration_minutes
            from (
                select h.before, f.key, row_number() over (partition by f.key order by h.version) as place
                from vexar.booking_history as h
                cross join jsonb_object_keys(h.before) as f (key)
                where
                    h.profile_id = b.profile_id and h.booking_id = b.id and h.action = 'rescheduled'
                    and h.version > coalesce(
                        (
                            select max(told.told_version)
                            from vexar.notifications as told
                            where told.profile_id = b.profile_id and told.booking_id = b.id and told.state = 'sent'
                        ),
                        0
                    )
            ) as h
        ) as before
        where n.profile_id = \(lease.profile)::bigint and n.id = \(lease.notification)::bigint
        """
    }

    /// Keeps what a review's link will show.
    static func keep(_ token: ReviewToken, for booking: BookingID, in profile: ProfileID) -> SQL {
        """
        insert into vexar.review_tokens (profile_id, token_hash, booking_id)
        values (\(profile), \(token.hash)::bytea, \(booking))
        """
    }
}

extension Outcome {
    /// The arguments of vexar.settle_notification.
    fileprivate var columns: (word: String, error: String?, version: Int64?, pause: Duration) {
        switch self {
        case .sent(let version): ("sent", nil, version, .zero)
        case .failed(let reason): ("failed", reason, nil, .zero)
        case .deferred(let reason, let pause): ("deferred", reason, nil, pause)
        case .returned: ("returned", nil, nil, .zero)
        case .outdated(let reason): ("cancelled", reason, nil, .zero)
        }
    }
}

extension Duration {
    /// As PostgreSQL reads an interval, to the millisecond.
    var postgresInterval: String {
        let (seconds, attoseconds) = components
        return "\(seconds * 1_000 + attoseconds / 1_000_000_000_000_000) milliseconds"
    }
}
