-- Wall times become instants by the profile's zone, over clock changes of every kind.
begin;
\ir fixture.psql
select plan(43);

-- Each row: a wall time, its zone, its instant; none where the clocks skip it.
select is(vexar.instant_at(c.wall, c.zone), c.instant, format('%s: %s', c.zone, c.said))
from (
    values
    ('Europe/Kyiv', timestamp '2025-01-15 10:00', timestamptz '2025-01-15 08:00+00', 'winter'),
    ('Europe/Kyiv', '2025-07-15 10:00', '2025-07-15 07:00+00', 'summer'),
    ('Europe/Kyiv', '2025-03-30 02:59', '2025-03-30 00:59+00', 'the last minute before clocks go forward'),
    ('Europe/Kyiv', '2025-03-30 03:00', null, 'the first minute that is skipped'),
    ('Europe/Kyiv', '2025-03-30 03:59', null, 'the last minute that is skipped'),
    ('Europe/Kyiv', '2025-03-30 04:00', '2025-03-30 01:00+00', 'the first minute after'),
    ('Europe/Kyiv', '2025-10-26 02:59', '2025-10-25 23:59+00', 'the last minute that comes once'),
    ('Europe/Kyiv', '2025-10-26 03:00', '2025-10-26 00:00+00', 'the first that comes twice is the earlier'),
    ('Europe/Kyiv', '2025-10-26 03:59', '2025-10-26 00:59+00', 'and so is the last'),
    ('Europe/Kyiv', '2025-10-26 04:00', '2025-10-26 02:00+00', 'the first that comes once again'),
    ('America/New_York', '2025-03-09 02:30', null, 'skipped'),
    ('America/New_York', '2025-11-02 01:30', '2025-11-02 05:30+00', 'twice, the earlier'),
    ('Australia/Lord_Howe', '2025-10-05 02:15', null, 'skipped within half an hour'),
    ('Australia/Lord_Howe', '2025-10-05 02:30', '2025-10-04 15:30+00', 'after that half hour'),
    ('Australia/Lord_Howe', '2025-04-06 01:29', '2025-04-05 14:29+00', 'once, before the half hour that comes twice'),
    ('Australia/Lord_Howe', '2025-04-06 01:45', '2025-04-05 14:45+00', 'twice within half an hour, the earlier'),
    ('Australia/Lord_Howe', '2025-04-06 02:00', '2025-04-05 15:30+00', 'once, after it'),
    ('Antarctica/Troll', '2025-10-26 02:30', '2025-10-26 00:30+00', 'twice within two hours, the earlier'),
    ('Asia/Kathmandu', '2025-07-15 10:00', '2025-07-15 04:15+00', 'a quarter of an hour off'),
    ('Pacific/Apia', '2011-12-29 23:59', '2011-12-30 09:59+00', 'the last minute before the missing day'),
    ('Pacific/Apia', '2011-12-30 00:00', null, 'the missing day'),
    ('Pacific/Apia', '2011-12-30 12:00', null, 'its noon'),
    ('Pacific/Apia', '2011-12-31 00:00', '2011-12-30 10:00+00', 'the first minute after it'),
    ('UTC', '2025-03-30 03:00', '2025-03-30 03:00+00', 'no clock changes')
) as c (zone, wall, instant, said);

-- What a booking derives.
create function pg_temp.times(booking bigint) returns text
language sql
as $$
    select
        format(
            '%s-%s UTC, to %s on %s', to_char(b.starts_at at time zone 'UTC', 'DD HH24:MI'),
            to_char(b.ends_at at time zone 'UTC', 'DD HH24:MI'), to_char(b.end_time, 'HH24:MI'), b.last_date
        )
    from vexar.bookings as b
    where b.id = booking
$$;

select pg_temp.speak(pg_temp.new_profile('Europe/Kyiv')) \g /dev/null
select is(
    pg_temp.times(pg_temp.book('2025-07-15 23:30', 60)), '15 20:30-15 21:30 UTC, to 00:30 on 2025-07-16',
    'across midnight it touches two dates'
);
select is(
    pg_temp.times(pg_temp.book('2025-07-16 23:00', 60)), '16 20:00-16 21:00 UTC, to 00:00 on 2025-07-16',
    'up to midnight it touches one'
);
select is(
    pg_temp.times(pg_temp.book('2025-03-30 02:30', 60)), '30 00:30-30 01:30 UTC, to 04:30 on 2025-03-30',
    'an hour over skipped time ends two hours later on the clock'
);
select is(
    pg_temp.times(pg_temp.book('2025-10-26 03:30', 60)), '26 00:30-26 01:30 UTC, to 03:30 on 2025-10-26',
    'an hour into doubled time ends at the same time on the clock'
);
select is(
    pg_temp.times(pg_temp.book('2025-11-01 12:00', 10080)), '01 10:00-08 10:00 UTC, to 12:00 on 2025-11-08',
    'a week is the longest'
);
select is(
    pg_temp.refusal($$select pg_temp.book('2025-03-30 03:30', 60)$$), '23514 bookings_start_time_exists',
    'a time that the clocks skip is refused'
);
select pg_temp.book('2025-06-01 10:00', 60) as moved \gset
select is(
    pg_temp.refusal(
        format(
            $$update vexar.bookings set booking_date = '2026-03-29', start_time = '03:30' where id = %s$$, :moved
        )
    ),
    '23514 bookings_start_time_exists', 'also for a booking that moves'
);

select pg_temp.speak(pg_temp.new_profile('America/New_York')) \g /dev/null
select is(
    pg_temp.times(pg_temp.book('2025-11-01 12:00', 1440)), '01 16:00-02 16:00 UTC, to 11:00 on 2025-11-02',
    'a day is 24 hours of elapsed time'
);

select pg_temp.speak(pg_temp.new_profile('Pacific/Apia')) \g /dev/null
select is(
    pg_temp.times(pg_temp.book('2011-12-29 23:00', 120)), '30 09:00-30 11:00 UTC, to 01:00 on 2011-12-31',
    'over a missing day'
);

-- Doubled time is time twice: what holds its first hour leaves the second free.
select pg_temp.speak(pg_temp.new_profile('Europe/Kyiv')) \g /dev/null
select pg_temp.book('2025-10-26 03:00', 60) as first_hour \gset
select is(
    pg_temp.times(pg_temp.book('2025-10-26 02:00', 60)), '25 23:00-26 00:00 UTC, to 03:00 on 2025-10-26',
    'the hour before it is free'
);
select is(
    pg_temp.times(pg_temp.book('2025-10-26 04:00', 60)), '26 02:00-26 03:00 UTC, to 05:00 on 2025-10-26',
    'and so is the hour after'
);
select is(
    pg_temp.refusal($$select pg_temp.book('2025-10-26 02:30', 120)$$), '23P01 holds_time_taken',
    'but itself it is taken'
);

-- Stays: nights are nights, whatever the clocks do in them; the first day ends when the next date begins.
create function pg_temp.nights(zone text, arrival date, departure date) returns text
language plpgsql
as $$
declare
    profile bigint := pg_temp.new_profile(zone);
    booking bigint;
begin
    perform pg_temp.speak(profile);
    booking := pg_temp.stay(pg_temp.new_product(profile, 'Suite', 'rental'), arrival, departure);
    return (
        select
            format(
                '%s nights, last %s, upcoming until %s', extract(day from upper(h.during) - lower(h.during)),
                b.last_date, to_char(b.upcoming_until at time zone 'UTC', 'DD HH24:MI')
            )
        from vexar.bookings as b
        inner join vexar.holds as h on h.profile_id = b.profile_id and h.booking_id = b.id
        where b.id = booking
    );
end
$$;
select is(
    pg_temp.nights('Europe/Kyiv', '2025-03-28', '2025-04-01'), '4 nights, last 2025-03-31, upcoming until 28 22:00',
    'clocks go forward during a stay'
);
select is(
    pg_temp.nights('Europe/Kyiv', '2025-10-25', '2025-10-27'), '2 nights, last 2025-10-26, upcoming until 25 21:00',
    'clocks go back during a stay'
);
select is(
    pg_temp.nights('Asia/Beirut', '2025-03-29', '2025-03-30'), '1 nights, last 2025-03-29, upcoming until 29 22:00',
    'a date that has no midnight begins when the clocks go on'
);
select is(
    pg_temp.nights('America/Havana', '2025-11-01', '2025-11-02'), '1 nights, last 2025-11-01, upcoming until 02 04:00',
    'a date that has two midnights begins with the first'
);
select is(
    pg_temp.nights('Pacific/Apia', '2011-12-29', '2012-01-01'), '3 nights, last 2011-12-31, upcoming until 30 10:00',
    'a date that does not exist is counted as it is written'
);

-- One wall time at both ends of the globe, 25 hours apart.
select pg_temp.speak(pg_temp.new_profile('Pacific/Kiritimati')) \g /dev/null
select is(
    pg_temp.times(pg_temp.book('2025-07-15 00:00', 60)), '14 10:00-14 11:00 UTC, to 01:00 on 2025-07-15',
    'where a date begins'
);
select pg_temp.speak(pg_temp.new_profile('Pacific/Pago_Pago')) \g /dev/null
select is(
    pg_temp.times(pg_temp.book('2025-07-15 00:00', 60)), '15 11:00-15 12:00 UTC, to 01:00 on 2025-07-15',
    'and where it begins last'
);

select * from finish();
rollback;
