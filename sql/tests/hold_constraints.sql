-- What stands behind the triggers: were they ever wrong, the constraints on the holds themselves refuse.
begin;
\ir fixture.psql
select plan(8);

select pg_temp.new_profile() as profile \gset
select pg_temp.speak(:profile) \g /dev/null
select pg_temp.book('2030-05-06 10:00', 60) as booking \gset
prepare hold (integer, text, tstzrange, boolean) as
insert into vexar.holds (profile_id, booking_id, line, seat, session, during, places, double_booked)
values (:profile, :booking, 7, $1, $2, $3, 2, $4);

execute hold(1, 'a', '[2030-05-07 10:00Z, 2030-05-07 11:00Z)', false);
select is(pg_temp.refusal(format('execute hold(%s)', h.hold)), h.violated, h.said)
from (
    values
    ($$1, 'a', '[2030-05-07 10:30Z, 2030-05-07 11:30Z)', false$$, '23P01 holds_seat_taken', 'a seat is held once'),
    ($$1, 'b', '[2030-05-07 10:30Z, 2030-05-07 11:30Z)', true$$, '23P01 holds_seat_taken', 'also on purpose'),
    ($$2, 'b', '[2030-05-07 10:30Z, 2030-05-07 11:30Z)', false$$, '23P01 holds_session_met', 'sessions do not meet'),
    ($$2, 'a', '[2030-05-07 11:00Z, 2030-05-07 11:00Z)', false$$, '23514 holds_during_check', 'no time is no hold'),
    ($$3, 'a', '[2030-05-07 11:00Z, 2030-05-07 12:00Z)', false$$, '23514 holds_seat_check', 'seats end with places'),
    ($$0, 'a', '[2030-05-07 11:00Z, 2030-05-07 12:00Z)', true$$, '23514 holds_seat_check', 'and begin with 1'),
    ($$3, 'b', '[2030-05-07 10:30Z, 2030-05-07 11:30Z)', true$$, null, 'on purpose there is a seat beyond')
) as h (hold, violated, said);

delete from vexar.holds where line = 7;
insert into vexar.holds (profile_id, booking_id, line, seat, session, during, places, double_booked)
values (:profile, :booking + 1000000, 7, 1, 'a', '[2030-05-07 10:00Z, 2030-05-07 11:00Z)', 1, false);
select is(
    pg_temp.refusal('set constraints all immediate'), '23503 holds_booking_id_fkey',
    'no transaction ends with a hold without its booking'
);

select * from finish();
rollback;
