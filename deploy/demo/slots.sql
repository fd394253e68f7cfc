-- When somebody comes for what: the frame of two years, and what appointments.sql and stays.sql put into it.

-- Today as the profile's calendar has it.
create temporary table demo_frame on commit drop as
select
    p.timezone,
    t.today,
    (t.today - interval '18 months')::date as first_day,
    (t.today + interval '6 months')::date as last_day
from vexar.profiles as p, lateral (select (now() at time zone p.timezone)::date as today) as t
where p.id = vexar.current_profile_id();

-- How full each day is: growing up to now, and the further ahead, the less is booked yet.
create temporary table demo_days on commit drop as
select
    d.day::date as day,
    case
        when d.day <= f.today then 0.88 - 0.14 * (f.today - d.day::date) / 548.0
        else 0.03 + 0.82 * exp((f.today - d.day::date) / 18.0)
    end as demand
from demo_frame as f, generate_series(f.first_day, f.last_day, interval '1 day') as d (day);

create temporary table demo_slots (
    -- All that is by chance about a booking follows from its seed.
    seed text not null,
    is_cancelled boolean not null,
    kind text not null,
    product_id bigint not null,
    operator_id bigint,
    booking_date date not null,
    start_time time,
    checkout_date date,
    duration_minutes integer,
    price bigint not null,
    -- For a stay, when the room is ready and when it has to be free again.
    begins timestamptz not null,
    ends timestamptz not null
) on commit drop;
