-- The counts of bookings are what counting them gives, whatever has been done to them.
begin;
\ir fixture.psql
select plan(16);

-- Where the counts of a profile differ from its bookings; rows that count nothing are as good as none.
create function pg_temp.miscounted(profile bigint) returns setof text
language sql
as $$
    with counted as (
        select c.operator_id, c.booking_date, s.status, s.count
        from vexar.booking_counts as c
        cross join lateral (
            values
            ('pending', c.pending), ('confirmed', c.confirmed), ('completed', c.completed), ('cancelled', c.cancelled)
        ) as s (status, count)
        where c.profile_id = profile and s.count <> 0
    ),
    booked as (
        select o.operator_id, d.booking_date, b.status, count(*)::integer as count
        from vexar.bookings as b
        cross join lateral (values (0), (b.operator_id)) as o (operator_id)
        cross join lateral (values ('-infinity'::date), (b.booking_date)) as d (booking_date)
        where b.profile_id = profile and o.operator_id is not null
        group by o.operator_id, d.booking_date, b.status
    )
    (select 'counted ' || c from counted as c except select 'counted ' || b from booked as b)
    union all
    (select 'booked ' || b from booked as b except select 'booked ' || c from counted as c)
$$;
create function pg_temp.total(profile bigint) returns integer
language sql
as $$
    select c.pending + c.confirmed + c.completed + c.cancelled
    from vexar.booking_counts as c
    where c.profile_id = profile and c.operator_id = 0 and c.booking_date = '-infinity'
$$;

select pg_temp.new_profile() as profile \gset
select pg_temp.new_staff(:profile, 'Ann') as ann \gset
select pg_temp.new_staff(:profile, 'Bob') as bob \gset
select pg_temp.new_product(:profile, 'Suite', 'rental', 2) as suite \gset
select pg_temp.new_profile() as other \gset
select pg_temp.speak(:other) \g /dev/null
select pg_temp.book('2030-05-06 10:00', 60) \g /dev/null
select pg_temp.speak(:profile) \g /dev/null

select is(pg_temp.total(:profile), null, 'nothing booked, nothing counted');

select pg_temp.book('2030-05-06 10:00', 60, null, :ann) as first \gset
select pg_temp.book('2030-05-06 12:00', 60, null, :ann, status => 'pending') as second \gset
select pg_temp.book('2030-05-06 10:00', 60) as nobodys \gset
select pg_temp.stay(:suite, '2030-05-06', '2030-05-09') as stay \gset
select is_empty(format('select pg_temp.miscounted(%s)', :profile), 'bookings are counted as they are made');
select is(pg_temp.total(:profile), 4, 'in all');
select is(
    (
        select row (c.pending, c.confirmed)::text from vexar.booking_counts as c
        where c.profile_id = :profile and c.operator_id = :ann and c.booking_date = '2030-05-06'
    ),
    '(1,1)', 'and for each staff member and date'
);

update vexar.bookings set status = 'confirmed' where id = :second;
update vexar.bookings set status = 'cancelled' where id in (:first, :stay);
select is_empty(format('select pg_temp.miscounted(%s)', :profile), 'a change of status is counted');

update vexar.bookings set booking_date = '2030-06-01' where id = :second;
select is_empty(format('select pg_temp.miscounted(%s)', :profile), 'a move to another date');
update vexar.bookings set operator_id = :bob where id = :second;
select is_empty(format('select pg_temp.miscounted(%s)', :profile), 'to another staff member');
update vexar.bookings set operator_id = null where id = :second;
update vexar.bookings set operator_id = :ann where id = :nobodys;
select is_empty(format('select pg_temp.miscounted(%s)', :profile), 'to nobody and from nobody');
update vexar.bookings
set status = 'pending', booking_date = '2030-07-01', operator_id = :bob
where id = :nobodys;
select is_empty(format('select pg_temp.miscounted(%s)', :profile), 'all of it at once');
update vexar.bookings set visitor_name = 'John' where profile_id = :profile;
update vexar.profiles set timezone = 'Asia/Tokyo' where id = :profile;
select is_empty(format('select pg_temp.miscounted(%s)', :profile), 'what is no move moves nothing');

savepoint kept;
select pg_temp.book('2030-05-10 10:00', 60) \g /dev/null
rollback to kept;
select is(pg_temp.total(:profile), 4, 'what is taken back is not counted');

-- As the owner alone could: a booking without a trace is erased.
delete from vexar.notifications where booking_id = :second;
delete from vexar.booking_history where booking_id = :second;
delete from vexar.holds where booking_id = :second;
delete from vexar.booking_departures where booking_id = :second;
delete from vexar.bookings where id = :second;
select is_empty(format('select pg_temp.miscounted(%s)', :profile), 'what is erased is not counted');

-- Past the triggers, as a load of data may be.
set local session_replication_role = replica;
update vexar.bookings set status = 'completed', booking_date = '2030-08-01' where id = :nobodys;
set local session_replication_role = origin;
select isnt_empty(format('select pg_temp.miscounted(%s)', :profile), 'past the triggers nothing is counted');
select vexar.recount_bookings(:profile);
select is_empty(format('select pg_temp.miscounted(%s)', :profile), 'until it is counted anew');
select is(pg_temp.total(:other), 1, 'which others do not notice');

set constraints all immediate;
truncate vexar.bookings cascade;
select is((select count(*) from vexar.booking_counts), 0::bigint, 'of nothing, nothing is left');

select * from finish();
rollback;
