-- The clock: moved by every change that a calendar shows, once a transaction, forward only.
begin;
\ir fixture.psql
select plan(41);

-- By how much a statement moves the clock of the profile that speaks, in a transaction of its own.
create function pg_temp.moves(statement text) returns bigint
language plpgsql
as $$
declare
    before bigint;
begin
    perform pg_temp.next_transaction();
    select c.ts into before from vexar.profile_clocks as c where c.profile_id = vexar.current_profile_id();
    execute statement;
    return (select c.ts - before from vexar.profile_clocks as c where c.profile_id = vexar.current_profile_id());
end
$$;

select pg_temp.new_profile() as profile \gset
select pg_temp.new_profile() as other \gset
select pg_temp.new_staff(:profile, 'Ann') as ann \gset
select pg_temp.new_product(:profile, 'Cut', 'service') as cut \gset
select pg_temp.speak(:profile) \g /dev/null
select pg_temp.book('2030-05-06 10:00', 60) as booking \gset

select cmp_ok(
    abs((select c.ts from vexar.profile_clocks as c where c.profile_id = :profile) - extract(epoch from now())),
    '<', 60::numeric, 'a profile begins with a clock that shows the time'
);

-- A burst: ahead of time, so that each move is of one second exactly.
update vexar.profile_clocks set ts = ts + 1000 where profile_id in (:profile, :other);
select ts as other_before from vexar.profile_clocks where profile_id = :other \gset

-- Bookings.
select is(pg_temp.moves($$select pg_temp.book('2030-05-07 10:00', 60)$$), 1::bigint, 'a new booking moves it');
select is(
    pg_temp.moves(format($$update vexar.bookings set visitor_note = 'late' where id = %s$$, :booking)), 1::bigint,
    'a changed booking does'
);
select is(
    pg_temp.moves(format($$update vexar.bookings set visitor_note = 'late' where id = %s$$, :booking)), 0::bigint,
    'an update that changes nothing does not'
);
select is(
    (select b.version from vexar.bookings as b where b.id = :booking), 2, 'nor does it count as a version'
);
select is(
    (select b.changed_ts from vexar.bookings as b where b.id = :booking),
    (select c.ts from vexar.profile_clocks as c where c.profile_id = :profile),
    'a booking knows the clock of its last change'
);
select is(
    pg_temp.moves(
        $$select pg_temp.book(timestamp '2030-05-08 10:00' + n * interval '1 hour', 60)
        from generate_series(1, 5) as n$$
    ),
    1::bigint, 'five changes of one transaction move it once'
);
select is(
    (select count(distinct b.changed_ts) from vexar.bookings as b where b.booking_date = '2030-05-08'), 1::bigint,
    'and are of one moment'
);
select is(
    pg_temp.moves($$select pg_temp.refusal('select pg_temp.book(''2030-05-08 11:00'', 60)')$$), 0::bigint,
    'what is refused does not'
);
select is(
    pg_temp.moves($$select vexar.lock_own_clock()$$), 0::bigint, 'taking the clock is not moving it'
);

-- Everything else that the grid shows: inserted, changed, not changed, deleted.
select is(pg_temp.moves(t.statement), t.steps::bigint, split_part(t.statement, e'\n', 1))
from (
    values
    ($$update vexar.profiles set display_name = 'New' where id = vexar.current_profile_id()$$, 1),
    ($$update vexar.profiles set display_name = 'New' where id = vexar.current_profile_id()$$, 0),
    ($$update vexar.profile_settings set slot_duration = 30 where profile_id = vexar.current_profile_id()$$, 1),
    ($$update vexar.profile_settings set slot_duration = 30 where profile_id = vexar.current_profile_id()$$, 0),
    ($$delete from vexar.profile_settings where profile_id = vexar.current_profile_id()$$, 1),
    ($$insert into vexar.profile_settings (profile_id) select vexar.current_profile_id()$$, 1),
    ($$insert into vexar.staff (profile_id, key, name) select vexar.current_profile_id(), 'eve', 'Eve'$$, 1),
    ($$update vexar.staff set is_active = false where key = 'eve' and profile_id = vexar.current_profile_id()$$, 1),
    ($$update vexar.staff set is_active = false where key = 'eve' and profile_id = vexar.current_profile_id()$$, 0),
    ($$delete from vexar.staff where key = 'eve' and profile_id = vexar.current_profile_id()$$, 1),
    ($$insert into vexar.products (profile_id, key, name, kind)
    select vexar.current_profile_id(), 'dye', 'Dye', 'service'$$, 1),
    ($$update vexar.products set price = 100 where key = 'dye' and profile_id = vexar.current_profile_id()$$, 1),
    ($$update vexar.products set price = 100 where key = 'dye' and profile_id = vexar.current_profile_id()$$, 0),
    ($$delete from vexar.products where key = 'dye' and profile_id = vexar.current_profile_id()$$, 1),
    ($$insert into vexar.staff_products (profile_id, operator_id, product_id)
    select p.profile_id, s.id, p.id
    from vexar.products as p
    inner join vexar.staff as s using (profile_id)
    where p.profile_id = vexar.current_profile_id()$$, 1),
    ($$delete from vexar.staff_products where profile_id = vexar.current_profile_id()$$, 1),
    ($$delete from vexar.staff_products where profile_id = vexar.current_profile_id()$$, 0),
    ($$insert into vexar.schedules (profile_id, day_of_week, is_available)
    select vexar.current_profile_id(), n, false
    from generate_series(0, 6) as n$$, 1),
    ($$update vexar.schedules set start_time = '09:00', end_time = '17:00', is_available = true
    where profile_id = vexar.current_profile_id() and day_of_week = 1$$, 1),
    ($$delete from vexar.schedules where profile_id = vexar.current_profile_id()$$, 1),
    ($$insert into vexar.overrides (profile_id, override_date, is_available)
    select vexar.current_profile_id(), '2030-12-25', false$$, 1),
    ($$update vexar.overrides set reason = 'Christmas' where profile_id = vexar.current_profile_id()$$, 1),
    ($$delete from vexar.overrides where profile_id = vexar.current_profile_id()$$, 1)
) as t (statement, steps);

-- What it does not show.
select is(
    pg_temp.moves(
        format(
            $$insert into vexar.api_keys (profile_id, key_hash) values (%s, sha256('%s'))$$, :profile, gen_random_uuid()
        )
    ),
    0::bigint, 'a new key does not move it'
);
select is(
    (select c.ts from vexar.profile_clocks as c where c.profile_id = :other), :other_before::bigint,
    'and nothing of all this moved another profile''s'
);

-- Taken before the first row of a statement is locked, so that no two changes wait for each other.
create function pg_temp.taken() returns bigint[]
language sql
as $$
    select coalesce(array_agg(c.profile_id order by c.profile_id), '{}')
    from vexar.profile_clocks as c
    where c.xmax = pg_current_xact_id()::xid
$$;
select pg_temp.new_profile() as third \gset
select pg_temp.new_profile() as fourth \gset
select ok(not pg_temp.taken() && array[:third, :fourth]::bigint[], 'a clock is not taken by being there');
select pg_temp.speak(:third) \g /dev/null
select ok(not pg_temp.taken() && array[:third, :fourth]::bigint[], 'nor by naming its tenant');
update vexar.staff set name = 'Nobody' where false;
select ok(
    pg_temp.taken() @> array[:third]::bigint[] and not pg_temp.taken() @> array[:fourth]::bigint[],
    'whoever names a tenant takes its clock'
);
select pg_temp.speak(null) \g /dev/null
update vexar.bookings set visitor_note = 'x' where false;
select ok(not pg_temp.taken() @> array[:fourth]::bigint[], 'whoever names none takes none before its rows do');
select set_eq(
    $$select g.tgrelid::regclass::text
    from pg_trigger as g
    where g.tgfoid = 'vexar.lock_clocks()'::regprocedure and g.tgtype & 3 = 2$$,
    $$values
    ('vexar.profiles'), ('vexar.profile_settings'), ('vexar.staff'), ('vexar.products'), ('vexar.staff_products'),
    ('vexar.schedules'), ('vexar.overrides'), ('vexar.bookings')$$,
    'by any of these tables, before the statement'
);
select pg_temp.speak(:profile) \g /dev/null

-- After a burst it waits for the time to catch up; then it shows the time again.
update vexar.profile_clocks set ts = 0, xact = '3' where profile_id = :profile;
select pg_temp.book('2030-05-09 10:00', 60) \g /dev/null
select cmp_ok(
    abs((select c.ts from vexar.profile_clocks as c where c.profile_id = :profile) - extract(epoch from now())),
    '<', 60::numeric, 'a clock that is behind shows the time with the next change'
);

select * from finish();
rollback;
