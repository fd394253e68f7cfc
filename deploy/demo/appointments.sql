-- Appointments: every working day of every staff member, or of a profile that has none, from opening to closing.

create temporary table demo_offers on commit drop as
select s.id as operator_id, s.key as staff_key, p.id as product_id, p.price, p.duration_minutes, p.capacity
from vexar.staff as s
inner join vexar.staff_products as o on o.profile_id = s.profile_id and o.operator_id = s.id
inner join vexar.products as p on p.profile_id = o.profile_id and p.id = o.product_id
where s.profile_id = vexar.current_profile_id() and s.is_active and s.is_bookable and p.kind = 'service' and p.is_active
union all
select null, null, p.id, p.price, p.duration_minutes, p.capacity
from vexar.products as p
where
    p.profile_id = vexar.current_profile_id() and p.kind = 'service' and p.is_active
    and not exists (select from vexar.staff as s where s.profile_id = p.profile_id and s.is_active);

-- Who works when: the weekly hours, where overrides let them and nobody is on leave.
create temporary table demo_hours on commit drop as
with lines as (
    select
        o.operator_id,
        o.staff_key,
        array_agg(o.* order by o.product_id) filter (where o.capacity = 1) as singles,
        array_agg(o.* order by o.product_id) filter (where o.capacity > 1) as groups
    from demo_offers as o
    group by o.operator_id, o.staff_key
)
select
    l.staff_key,
    d.day,
    extract(epoch from greatest(s.start_time, v.start_time))::integer / 60 as opens,
    extract(epoch from least(s.end_time, v.end_time))::integer / 60 as closes,
    -- What a guest house offers beside its rooms is wanted now and then.
    d.demand * case when r.rents_rooms then 0.1 else 1 end as demand,
    l.singles,
    l.groups
from lines as l
cross join demo_days as d
cross join (
    select bool_or(p.kind = 'rental') as rents_rooms
    from vexar.products as p
    where p.profile_id = vexar.current_profile_id()
) as r
inner join vexar.schedules as s
    on
        s.profile_id = vexar.current_profile_id() and s.operator_id is not distinct from l.operator_id
        and s.is_available and s.day_of_week = extract(dow from d.day)
left join lateral (
    select bool_and(o.is_available) as is_open, max(o.start_time) as start_time, min(o.end_time) as end_time
    from vexar.overrides as o
    where
        o.profile_id = vexar.current_profile_id() and o.override_date = d.day
        and (o.operator_id is null or o.operator_id = l.operator_id)
) as v on true
where
    coalesce(v.is_open, true)
    and pg_temp.chance(concat('leave ', l.staff_key, to_char(d.day, 'IYYY-IW'))) > 0.04;

create function pg_temp.put_appointment(offer demo_offers, day date, minute integer, seed text, is_cancelled boolean)
returns void
language plpgsql
as $$
begin
    insert into demo_slots
    select
        seed, is_cancelled, 'service', offer.product_id, offer.operator_id, day, t.wall::time, null,
        offer.duration_minutes,
        -- One in fifteen has a voucher for a fifth.
        case when pg_temp.chance('voucher ' || seed) < 0.066 then offer.price * 4 / 5 else offer.price end,
        t.wall at time zone f.timezone,
        t.wall at time zone f.timezone + make_interval(mins => offer.duration_minutes)
    from demo_frame as f, (select day + make_interval(mins => minute) as wall) as t;
end
$$;

do $$
declare
    worked demo_hours;
    offer demo_offers;
    seed text;
    minute integer;
begin
    for worked in select h.* from demo_hours as h order by h.day, h.staff_key, h.opens loop
        minute := worked.opens;
        -- On Saturdays a group may meet first.
        if worked.groups is not null and extract(dow from worked.day) = 6
            and pg_temp.chance('group ' || worked.day) < worked.demand
        then
            offer := worked.groups[1];
            for place in 1..pg_temp.whole('size ' || worked.day, 3, offer.capacity) loop
                seed := concat_ws(' ', worked.staff_key, worked.day, 'place', place);
                perform pg_temp.put_appointment(offer, worked.day, minute, seed, false);
            end loop;
            minute := minute + offer.duration_minutes + 30;
        end if;
        loop
            seed := concat_ws(' ', worked.staff_key, worked.day, minute);
            offer := pg_temp.one_of('service ' || seed, worked.singles);
            exit when minute + offer.duration_minutes > worked.closes;
            if pg_temp.chance('wanted ' || seed) > worked.demand then
                minute := minute + 30;
                continue;
            end if;
            -- One in fourteen is cancelled; about half of those times somebody else gets.
            if pg_temp.chance('cancelled ' || seed) < 0.07 then
                perform pg_temp.put_appointment(offer, worked.day, minute, seed || ' first', true);
            end if;
            if pg_temp.chance('cancelled ' || seed) > 0.04 then
                perform pg_temp.put_appointment(offer, worked.day, minute, seed, false);
            end if;
            minute := minute + offer.duration_minutes + pg_temp.one_of('pause ' || seed, array[0, 0, 0, 15]);
        end loop;
    end loop;
end
$$;
