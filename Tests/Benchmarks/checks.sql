-- What the service should say to the owners of the profiles :ids, from plain SQL past row-level security: a line of
-- JSON each. The grid is this month's, or, where that is too full for a grid, that of the month of the last booking.
select
    json_build_object(
        'profile', p.id,
        'ts', c.ts,
        'list', (
            select json_agg(r.id)
            from (
                select b.id from vexar.bookings as b
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
            select coalesce(json_agg(b.id order by b.booking_date, b.sort_time, b.id), '[]')
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
