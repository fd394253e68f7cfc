-- The bookings that bench_shares asks for, those of all profiles mixed in the table as time would mix them, with what
-- the triggers would derive. Chance is a hash of the number, so that the same data come out each time.
create temporary table bench_places as
select
    s.*,
    sum(s.bookings) over (rows between unbounded preceding and current row) - s.bookings as first,
    sum(s.bookings) over () as total
from bench_shares as s;
select max(p.total)::bigint as total from bench_places as p \gset

-- One row after the other into nine indexes takes many times as long as building them afterwards.
create temporary table bench_indexes as
select format('drop index %s', i.indexrelid::regclass) as dropping, pg_get_indexdef(i.indexrelid) as making
from pg_index as i
where
    i.indrelid = 'vexar.bookings'::regclass
    and not exists (select from pg_constraint as c where c.conindid = i.indexrelid);
select i.dropping from bench_indexes as i \gexec

insert into vexar.bookings (
    id, profile_id, kind, product_id, operator_id, booking_date, start_time, end_time, checkout_date, duration_minutes,
    status, visitor_name, visitor_email, visitor_phone, visitor_note, price, currency, cancellation_reason, version,
    created_at, updated_at, starts_at, ends_at, last_date, upcoming_until, changed_ts, sort_time, search_text
)
overriding system value
select
    b.n + 1, b.profile, case when b.is_stay then 'rental' else 'service' end, 8 * (b.profile - 1) + b.product,
    5 * (b.profile - 1) + b.staff, b.day, b.start, b.start + b.minutes * interval '1 minute',
    case when b.is_stay then b.day + b.nights end, b.minutes, b.status,
    b.name, b.email, b.phone,
    case when b.chance % 5 = 0 then 'Please call when you are running late, the doorbell does not work.' end,
    (2000 + 500 * coalesce(b.product, 0)) * coalesce(b.nights, 1), p.currency,
    case when b.status = 'cancelled' and b.chance % 2 = 0 then 'Ill' end, 1 + b.chance % 3,
    b.made, b.made + b.chance % 3 * interval '7 hours',
    i.begins, i.begins + b.minutes * interval '1 minute',
    case when b.is_stay then b.day + b.nights - 1 else b.day end,
    case when b.is_stay then (b.day + 1)::timestamp at time zone p.timezone else i.begins end,
    b.n + 1, coalesce(b.start, '00:00'), vexar.search_form(concat_ws(e'\x1f', b.name, b.email, b.phone))
from (
    select
        c.n, c.profile, c.day, c.is_stay, c.product, c.chance,
        case
            when c.is_stay or c.h2 % 10 = 0 then null
            when c.product is null then 1 + c.h2 / 16 % 5
            else greatest(1, least(5, c.product - c.h2 / 16 % 3))
        end as staff,
        case when not c.is_stay then time '08:00' + c.h3 % 44 * interval '15 minutes' end as start,
        case when not c.is_stay then (array[30, 45, 60, 90])[1 + c.h3 / 64 % 4] end as minutes,
        case when c.is_stay then 1 + c.h3 % 7 end::integer as nights,
        case
            when c.h2 / 4096 % 100 < 8 then 'cancelled'
            when c.day < current_date then 'completed'
            when c.h2 / 4096 % 4 = 0 then 'pending'
            else 'confirmed'
        end as status,
        v.first || ' ' || v.family as name,
        case
            when c.chance % 10 <> 0 then lower(v.first) || '.' || lower(v.family) || c.n || '@example.com'
        end as email,
        case when c.chance % 4 <> 0 then '+1 555 ' || lpad((c.chance * 7 % 10000000)::text, 7, '0') end as phone,
        least(c.day::timestamptz, now()) - (1 + c.chance % 40) * interval '25 hours' as made
    from (
        select
            g.n, s.first_profile + (g.place - s.first::bigint) % s.profiles as profile,
            s.starts + ((hashint8extended(g.n, 1) & 1048575) % s.days)::integer as day,
            r.h1 % 10 = 0 as is_stay,
            case when r.h1 % 10 = 0 then 8 when r.h1 / 16 % 100 < 85 then 1 + r.h1 / 2048 % 7 end as product,
            r.h2, r.h3, r.chance
        from (
            -- A step that has no divisor in common with the total comes to every place once.
            select n, n * 1000003 % :total as place from generate_series(0::bigint, :total - 1) as n
        ) as g
        inner join bench_places as s on g.place >= s.first and g.place < s.first + s.bookings
        cross join lateral (
            select
                hashint8extended(g.n, 2) & 1048575 as h1,
                hashint8extended(g.n, 3) & 1048575 as h2,
                hashint8extended(g.n, 4) & 1048575 as h3,
                hashint8extended(g.n, 5) & 1048575 as chance
        ) as r
    ) as c
    cross join lateral (
        select
            (array['Olivia', 'James', 'Grace', 'Ethan', 'Maya', 'Noah', 'Jürgen', 'Käthe', 'Inês', 'Оксана', 'Тарас',
            'Łukasz', 'Ελένη', 'Ömer', 'ნინო', 'Ruth'])[1 + c.chance % 16] as first,
            (array['Bennett', 'O’Connor', 'Hughes', 'Clarke', 'Patel', 'Nguyen', 'Groß', 'Müller', 'Pires', 'Савчук',
            'Їжакевич', 'Wójcik', 'Αλεξίου', 'Çelik', 'ბერიძე', 'Brooks'])[1 + c.chance / 16 % 16] as family
    ) as v
) as b
inner join vexar.profiles as p on p.id = b.profile
cross join lateral (select (b.day + b.start) at time zone p.timezone as begins) as i;

select i.making from bench_indexes as i \gexec
