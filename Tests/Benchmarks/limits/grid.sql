-- The fastest SQL known for what the grid of a month says about profile :n: the statements of the service, without
-- those that it would need for a filter. The harness puts the dates of the profile's month in the place of :from and
-- :to. (HH24:MI would name a variable of pgbench.) It changes only to become faster.
select
    coalesce(
        (
            select c.pending + c.confirmed + c.completed
            from vexar.booking_counts as c
            where c.profile_id = :n::bigint and c.operator_id = 0 and c.booking_date = clock.today
        ), 0
    ) as today,
    whole.pending,
    (
        select coalesce(sum(c.pending + c.confirmed), 0)
        from vexar.booking_counts as c
        where c.profile_id = :n::bigint and c.operator_id = 0 and c.booking_date > clock.today
    )
    + (
        select count(*)
        from vexar.bookings as b
        where
            b.profile_id = :n::bigint and b.status in ('pending', 'confirmed')
            and b.booking_date in (clock.today - 1, clock.today) and b.upcoming_until >= now()
    ) as upcoming,
    whole.pending + whole.confirmed + whole.completed + whole.cancelled as total,
    clock.today as date,
    (select c.ts from vexar.profile_clocks as c where c.profile_id = :n::bigint) as ts
from (select (now() at time zone p.timezone)::date as today from vexar.profiles as p where p.id = :n::bigint) as clock
cross join (
    select *
    from vexar.booking_counts as c
    where c.profile_id = :n::bigint and c.operator_id = 0 and c.booking_date = '-infinity'
) as whole;
select
    b.id, b.product_id, product.name, b.operator_id, coalesce(operator.display_name, operator.name), b.booking_date,
    b.start_time, b.end_time, b.checkout_date, b.duration_minutes, b.status, b.visitor_name, b.visitor_email,
    b.visitor_phone, b.visitor_note, b.price, b.currency, b.cancellation_reason, b.double_booked, b.version,
    b.created_at, b.updated_at
from (
    select *
    from vexar.bookings as b
    where b.profile_id = :n::bigint and b.booking_date between :from and :to
    union all
    select *
    from vexar.bookings as b
    where
        b.profile_id = :n::bigint and b.last_date > b.booking_date and b.last_date >= :from and b.booking_date < :from
) as b
left join vexar.products as product on product.profile_id = b.profile_id and product.id = b.product_id
left join vexar.staff as operator on operator.profile_id = b.profile_id and operator.id = b.operator_id
order by b.booking_date, b.sort_time, b.id;
select s.day_of_week, s.start_time, s.end_time, s.is_available
from vexar.schedules as s
where s.profile_id = :n::bigint and s.operator_id is null
order by s.day_of_week, s.start_time, s.id;
select o.id, o.operator_id, o.override_date, o.is_available, o.start_time, o.end_time, o.reason
from vexar.overrides as o
where o.profile_id = :n::bigint and o.override_date between :from and :to
order by o.override_date, o.id;
select
    p.id, p.name, p.description, p.kind, p.price, coalesce(p.currency, profile.currency), p.duration_minutes,
    p.capacity, p.is_active,
    (
        select json_agg(o.operator_id order by o.operator_id)
        from vexar.staff_products as o
        where o.profile_id = p.profile_id and o.product_id = p.id
    ) as operator_ids
from vexar.products as p
inner join vexar.profiles as profile on profile.id = p.profile_id
where p.profile_id = :n::bigint
order by p.id;
select
    s.slot_duration, s.buffer_time, s.max_bookings_per_day, s.min_notice_hours, s.max_advance_days,
    s.cancellation_hours, s.auto_confirm, s.require_payment, s.confirmation_message, s.staff_selection_mode,
    p.timezone, p.currency
from vexar.profile_settings as s
inner join vexar.profiles as p on p.id = s.profile_id
where s.profile_id = :n::bigint;
select
    s.id, s.name, coalesce(s.display_name, s.name), s.job_title, s.is_active, s.is_bookable, s.color, s.avatar_url,
    (
        select json_agg(o.product_id order by o.product_id)
        from vexar.staff_products as o
        where o.profile_id = s.profile_id and o.operator_id = s.id
    ) as services,
    (
        select
            json_agg(
                json_build_object(
                    'day_of_week', w.day_of_week, 'start_time', to_char(w.start_time, 'HH24":"MI'),
                    'end_time', to_char(w.end_time, 'HH24":"MI'), 'is_available', w.is_available
                )
                order by w.day_of_week, w.start_time, w.id
            )
        from vexar.schedules as w
        where w.profile_id = s.profile_id and w.operator_id = s.id
    ) as schedule
from vexar.staff as s
where s.profile_id = :n::bigint
order by s.id;
