-- A booking as the service writes it.
create function pg_temp.object(b vexar.bookings) returns json
language sql
as $$
    select
        json_build_object(
            'id', b.id, 'product_id', b.product_id,
            'product_name', (select p.name from vexar.products as p where p.id = b.product_id),
            'operator_id', b.operator_id,
            'operator_name', (select coalesce(s.display_name, s.name) from vexar.staff as s where s.id = b.operator_id),
            'booking_date', b.booking_date, 'start_time', to_char(b.start_time, 'HH24:MI'),
            'end_time', to_char(b.end_time, 'HH24:MI'), 'checkout_date', b.checkout_date,
            'duration_minutes', b.duration_minutes, 'status', b.status, 'visitor_name', b.visitor_name,
            'visitor_email', b.visitor_email, 'visitor_phone', b.visitor_phone, 'visitor_note', b.visitor_note,
            'price', b.price, 'currency', b.currency, 'cancellation_reason', b.cancellation_reason,
            'double_booked', b.double_booked, 'version', b.version,
            'allowed_statuses', case b.status
                when 'pending' then json '["confirmed", "completed", "cancelled"]'
                when 'confirmed' then json '["completed", "cancelled"]'
                when 'completed' then json '["confirmed"]'
                when 'cancelled' then json '["pending", "confirmed"]'
            end,
            'created_at', (to_json(b.created_at at time zone 'UTC') #>> '{}') || 'Z',
            'updated_at', (to_json(b.updated_at at time zone 'UTC') #>> '{}') || 'Z'
        )
$$;

-- What the service should say to the owners of the profiles :ids, from plain SQL past row-level security: a line of
-- JSON each. The grid is this month's, or, where that is too full for a grid, that of the month of the last booking.
select
    json_build_object(
        'profile', p.id,
        'ts', c.ts,
        'list', (
            select json_agg(pg_temp.object(r) order by r.booking_date desc, r.sort_time desc, r.id desc)
            from (
                select b.* from vexar.bookings as b
                where b.profile_id = p.id
                order by b.booking_date desc, b.sort_time desc, b.id desc
                limit 50
            ) as r
        ),
        'total', (select count(*) from vexar.bookings as b where b.profile_id = p.id),
        'today', p.today,
        'coming', (
            select coalesce(json_agg(r.id), '[]')
            from (
                select b.id from vexar.bookings as b
                where b.profile_id = p.id and b.status in ('pending', 'confirmed') and b.booking_date >= p.today
                order by b.booking_date, b.sort_time, b.id
                limit 20
            ) as r
        ),
        'coming_total', (
            select count(*) from vexar.bookings as b
            where b.profile_id = p.id and b.status in ('pending', 'confirmed') and b.booking_date >= p.today
        ),
        'stats', json_build_object(
            'today', (
                select count(*) from vexar.bookings as b
                where b.profile_id = p.id and b.booking_date = p.today and b.status <> 'cancelled'
            ),
            'pending', (select count(*) from vexar.bookings as b where b.profile_id = p.id and b.status = 'pending'),
            'upcoming', (
                select count(*) from vexar.bookings as b
                where
                    b.profile_id = p.id and b.status in ('pending', 'confirmed')
                    and case
                        when b.kind = 'rental' then (b.booking_date + 1)::timestamp at time zone p.timezone
                        else b.starts_at
                    end >= now()
            ),
            'total', (select count(*) from vexar.bookings as b where b.profile_id = p.id)
        ),
        'month', month.first,
        'grid', (
            select coalesce(json_agg(pg_temp.object(b) order by b.booking_date, b.sort_time, b.id), '[]')
            from vexar.bookings as b
            where
                b.profile_id = p.id and b.booking_date < month.first + interval '1 month'
                and b.last_date >= month.first
        ),
        'staff', (select json_agg(s.id order by s.id) from vexar.staff as s where s.profile_id = p.id),
        'services', (select json_agg(s.id order by s.id) from vexar.products as s where s.profile_id = p.id)
    )
from (
    select q.id, q.timezone, (now() at time zone q.timezone)::date as today
    from vexar.profiles as q
    where q.id = any (:ids)
) as p
inner join vexar.profile_clocks as c on c.profile_id = p.id
cross join lateral (
    select date_trunc('month', case when count(*) < 10000 then p.today else max(latest.booking_date) end)::date as first
    from (select date_trunc('month', p.today)::date as first) as this
    left join vexar.bookings as b
        on b.profile_id = p.id and b.booking_date >= this.first and b.booking_date < this.first + interval '1 month'
    cross join (select max(m.booking_date) as booking_date from vexar.bookings as m where m.profile_id = p.id) as latest
) as month
order by p.id;
