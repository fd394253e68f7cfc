-- History: every change of a booking, by whomever; and what left a staff member's view.
begin;
\ir fixture.psql
select plan(24);

-- The last entry of a booking's history, in short.
create function pg_temp.last_entry(booking bigint) returns text
language sql
as $$
    select format('%s by %s %s: %s -> %s', h.action, h.actor_type, coalesce(h.actor_name, '?'), h.before, h.after)
    from vexar.booking_history as h
    where h.booking_id = booking
    order by h.id desc
    limit 1
$$;
create function pg_temp.gone(operator bigint) returns bigint[]
language sql
as $$
    select coalesce(array_agg(d.booking_id order by d.booking_id), '{}')
    from vexar.booking_departures as d
    where d.operator_id = operator
$$;

select pg_temp.new_profile() as profile \gset
select pg_temp.new_staff(:profile, 'Ann') as ann \gset
select pg_temp.new_staff(:profile, 'Bob') as bob \gset
select pg_temp.speak(:profile) \g /dev/null
set local role vexar_app;

-- Each action.
select pg_temp.book('2030-05-06 10:00', 60, null, :ann, status => 'pending') as booking \gset
select is(
    (
        select format('%s by %s %s, version %s', h.action, h.actor_type, h.actor_name, h.version)
        from vexar.booking_history as h
        where h.booking_id = :booking
    ),
    'created by owner Test, version 1', 'a booking begins with its creation'
);
select is(
    (select h.after from vexar.booking_history as h where h.booking_id = :booking),
    jsonb_build_object(
        'operator_id', :ann, 'booking_date', '2030-05-06', 'start_time', '10:00', 'end_time', '11:00',
        'duration_minutes', 60, 'status', 'pending', 'visitor_name', 'Jane', 'price', 0, 'currency', 'usd',
        'double_booked', false
    ),
    'which has all that was given or derived'
);
select is((select h.before from vexar.booking_history as h where h.booking_id = :booking), null, 'and no before');

select pg_temp.speak(:profile, 'staff', :bob) \g /dev/null
update vexar.bookings set status = 'confirmed' where id = :booking;
select is(
    pg_temp.last_entry(:booking), 'status by staff Bob: {"status": "pending"} -> {"status": "confirmed"}',
    'a status changes'
);
update vexar.bookings set start_time = '12:00', visitor_note = 'late' where id = :booking;
select is(
    pg_temp.last_entry(:booking),
    'rescheduled by staff Bob: {"end_time": "11:00", "start_time": "10:00", "visitor_note": null}'
    ' -> {"end_time": "13:00", "start_time": "12:00", "visitor_note": "late"}',
    'a booking moves'
);
select pg_temp.speak(:profile, 'visitor') \g /dev/null
update vexar.bookings set visitor_phone = '+380' where id = :booking;
select is(
    pg_temp.last_entry(:booking), 'updated by visitor ?: {"visitor_phone": null} -> {"visitor_phone": "+380"}',
    'a visitor changes something else'
);
select set_config('vexar.actor_type', '', true) \g /dev/null
update vexar.bookings set status = 'cancelled', cancellation_reason = 'ill', start_time = '15:00' where id = :booking;
select is(
    pg_temp.last_entry(:booking),
    'status by system ?:'
    ' {"status": "confirmed", "end_time": "13:00", "start_time": "12:00", "cancellation_reason": null}'
    ' -> {"status": "cancelled", "end_time": "16:00", "start_time": "15:00", "cancellation_reason": "ill"}',
    'nobody in particular is the system, and a status counts for more than a move'
);
update vexar.bookings set status = 'cancelled' where id = :booking;
select is(
    (select array_agg(h.version order by h.id) from vexar.booking_history as h where h.booking_id = :booking),
    (select array_agg(n) from generate_series(1, 5) as n),
    'each version has its entry, and an update that changes nothing has none'
);
select is(
    (select b.version from vexar.bookings as b where b.id = :booking), 5, 'the last is the booking''s'
);
select set_config('vexar.actor_type', 'somebody', true) \g /dev/null
select is(
    pg_temp.refusal(format($$update vexar.bookings set visitor_note = 'x' where id = %s$$, :booking)),
    '23514 booking_history_actor_type_check', 'whoever is none of these changes nothing'
);
select pg_temp.speak(:profile) \g /dev/null
reset role;
update vexar.bookings set price = 100 where id = :booking;
select is(
    pg_temp.last_entry(:booking), 'updated by owner Test: {"price": 0} -> {"price": 100}',
    'the superuser''s changes are in it too'
);
-- The name is as it was then.
update vexar.staff set display_name = 'Robert' where id = :bob;
set local role vexar_app;
select is(
    (select h.actor_name from vexar.booking_history as h where h.booking_id = :booking and h.version = 2), 'Bob',
    'a later name does not change what was written'
);

-- Append-only.
select is(pg_temp.refusal(s.statement), '42501', s.statement)
from (
    values
    ('insert into vexar.booking_history (profile_id, booking_id) values (1, 1)'),
    ($$update vexar.booking_history set actor_name = 'Nobody'$$),
    ('delete from vexar.booking_history'),
    ('truncate vexar.booking_history'),
    ('update vexar.booking_departures set changed_ts = 0'),
    ('delete from vexar.booking_departures')
) as s (statement);

-- What leaves whose view.
select is(pg_temp.gone(:ann), '{}', 'nothing has left Ann');
update vexar.bookings set operator_id = :bob where id = :booking;
select is(pg_temp.gone(:ann), array[:booking::bigint], 'a booking that goes to Bob has');
select is(
    (select d.changed_ts from vexar.booking_departures as d where d.operator_id = :ann),
    (select b.changed_ts from vexar.bookings as b where b.id = :booking),
    'at the clock of that change'
);
update vexar.bookings set operator_id = null where id = :booking;
select is(pg_temp.gone(:bob), array[:booking::bigint], 'from Bob it may go to nobody');
update vexar.bookings set operator_id = :ann where id = :booking;
select is(pg_temp.gone(:ann), '{}', 'and back to Ann, from whom it is gone no more');
select is(pg_temp.gone(:bob), array[:booking::bigint], 'as it is from Bob');

select * from finish();
rollback;
