-- Stays hold the nights of their object: as many at once as there are of it.
begin;
\ir fixture.psql
select plan(16);

-- The rule by brute force: whether fewer than all places are held on each night.
create function pg_temp.fits(product bigint, arrival date, departure date, places integer, except_booking bigint)
returns boolean
language sql
as $$
    select not exists (
        select
        from generate_series(arrival, departure - 1, interval '1 day') as night (date)
        where (
            select count(*)
            from vexar.bookings as b
            where
                b.product_id = product and b.status in ('pending', 'confirmed') and b.id <> except_booking
                and b.booking_date <= night.date and b.checkout_date > night.date
        ) >= places
    )
$$;

-- How often a random step does not end as the rule says.
create function pg_temp.surprises(product bigint, places integer, steps integer) returns bigint
language plpgsql
as $$
declare
    surprises bigint := 0;
    arrival date;
    departure date;
    somebody bigint;
    expected boolean;
    refused text;
begin
    perform setseed(0.42), pg_temp.stay(product, '2031-01-01', '2031-01-05');
    for step in 1..steps loop
        arrival := date '2031-01-01' + floor(random() * 40)::integer;
        departure := arrival + 1 + floor(random() * 8)::integer;
        select b.id into somebody from vexar.bookings as b where b.product_id = product order by random() limit 1;
        case floor(random() * 4)
            when 0 then
                update vexar.bookings set status = 'cancelled' where id = somebody;
                continue;
            when 1 then
                expected := pg_temp.fits(product, arrival, departure, places, somebody);
                refused := pg_temp.refusal(
                    format(
                        $q$update vexar.bookings set booking_date = %L, checkout_date = %L, status = 'confirmed'
                        where id = %s$q$,
                        arrival, departure, somebody
                    )
                );
            else
                expected := pg_temp.fits(product, arrival, departure, places, 0);
                refused := pg_temp.refusal(format('select pg_temp.stay(%s, %L, %L)', product, arrival, departure));
        end case;
        surprises := surprises + (expected <> (refused is null))::integer;
    end loop;
    return surprises;
end
$$;

select pg_temp.new_profile('Australia/Lord_Howe') as profile \gset
select pg_temp.new_product(:profile, 'Suite', 'rental', 1) as suite \gset
select pg_temp.new_product(:profile, 'Double', 'rental', 2) as double \gset
select pg_temp.new_product(:profile, 'Bunk', 'rental', 3) as bunk \gset
select pg_temp.new_staff(:profile, 'Ann') as ann \gset
select pg_temp.speak(:profile);
set local role vexar_app;

select pg_temp.stay(:suite, '2030-07-10', '2030-07-14') as long_stay \gset
select is(
    pg_temp.refusal(format('select pg_temp.stay(%s, %L, %L)', :suite, '2030-07-13', '2030-07-20')),
    '23P01 holds_time_taken', 'a night that is taken is taken'
);
select isnt(pg_temp.stay(:suite, '2030-07-14', '2030-07-15'), null, 'one arrives on the day the other leaves');
select isnt(pg_temp.stay(:suite, '2030-07-09', '2030-07-10'), null, 'and leaves on the day the other arrives');
select isnt(pg_temp.stay(:double, '2030-07-10', '2030-07-14'), null, 'another object is free');
select isnt(
    pg_temp.book('2030-07-10 10:00', 600), null, 'and so is the profile''s own line: a stay holds its object alone'
);
update vexar.bookings set operator_id = :ann where id = :long_stay;
select isnt(
    pg_temp.book('2030-07-10 10:00', 600, null, :ann), null, 'a staff member on a stay is noted, not held'
);

-- Two of one object: three stays that no pair of units could take unit by unit.
select pg_temp.stay(:double, '2030-08-01', '2030-08-03') \g /dev/null
select pg_temp.stay(:double, '2030-08-04', '2030-08-06') \g /dev/null
select pg_temp.stay(:double, '2030-08-02', '2030-08-05') \g /dev/null
select isnt(
    pg_temp.stay(:double, '2030-08-03', '2030-08-04'), null, 'the night with one guest has room'
);
select isnt(
    pg_temp.stay(:double, '2030-08-05', '2030-08-07'), null, 'and so have the last nights'
);
select is(
    pg_temp.refusal(format('select pg_temp.stay(%s, %L, %L)', :double, '2030-08-01', '2030-08-03')),
    '23P01 holds_time_taken', 'one full night among others refuses the whole stay'
);
-- First and last night free in different units only: the stay changes its unit on the way.
select pg_temp.stay(:double, '2030-09-01', '2030-09-03') as before \gset
select pg_temp.stay(:double, '2030-09-02', '2030-09-05') as across \gset
select pg_temp.stay(:double, '2030-09-05', '2030-09-08') as after \gset
select isnt(
    (select h.seat from vexar.holds as h where h.booking_id = :before),
    (select h.seat from vexar.holds as h where h.booking_id = :across),
    'two that meet are in different units'
);
select pg_temp.stay(:double, '2030-09-03', '2030-09-08') as changing \gset
select is(
    (
        select range_agg(h.during)
        from vexar.holds as h
        where h.booking_id = :changing
    ),
    '{[2030-09-03 00:00+00, 2030-09-08 00:00+00)}'::tstzmultirange, 'a stay holds all its nights, whatever the unit'
);

-- One unit is taken in the middle: the stay is in the other from the first night to the last.
select pg_temp.stay(:double, '2030-10-03', '2030-10-04') \g /dev/null
select pg_temp.stay(:double, '2030-10-01', '2030-10-06') as settled \gset
select is(
    (select count(*) from vexar.holds as h where h.booking_id = :settled), 1::bigint,
    'a stay changes its unit only where it must'
);

-- A quantity lowered later.
reset role;
update vexar.products set capacity = 1 where id = :double;
set local role vexar_app;
select is(
    pg_temp.refusal(format('select pg_temp.stay(%s, %L, %L)', :double, '2030-09-01', '2030-09-02')),
    '23P01 holds_time_taken', 'where one is left there is no second'
);
select isnt(pg_temp.stay(:double, '2030-09-10', '2030-09-11'), null, 'a night without any is free');

-- Random stays, moves and departures against a plain count of nights.
select is(pg_temp.surprises(:bunk, 3, 400), 0::bigint, 'of 400 random steps each does what a count of nights says');
select is(
    (
        select max(guests.number)
        from (
            select count(*) as number
            from generate_series(date '2031-01-01', '2031-03-01', interval '1 day') as night (date)
            inner join vexar.holds as h on h.during @> (night.date::timestamp at time zone 'UTC')
            where h.line = -:bunk
            group by night.date
        ) as guests
    ),
    3::bigint, 'and the fullest night holds exactly as many as there are'
);

select * from finish();
rollback;
