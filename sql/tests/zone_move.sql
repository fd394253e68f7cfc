-- A profile that moves to another zone: bookings keep their wall times and hold their new instants.
begin;
\ir fixture.psql
select plan(18);

select pg_temp.new_profile('Asia/Kathmandu') as profile \gset
select pg_temp.new_staff(:profile, 'Ann') as ann \gset
select pg_temp.new_product(:profile, 'Yoga', 'service', 2) as yoga \gset
select pg_temp.new_product(:profile, 'Suite', 'rental', 2) as suite \gset
select pg_temp.speak(:profile, 'system') \g /dev/null

select pg_temp.book('2025-07-15 23:30', 60, null, :ann) as plain \gset
select pg_temp.book('2025-07-16 10:00', 60, :yoga, :ann) as first_of_two \gset
select pg_temp.book('2025-07-16 10:00', 60, :yoga, :ann) as second_of_two \gset
select pg_temp.book('2025-07-17 10:00', 60, null, :ann) as below \gset
select pg_temp.book('2025-07-17 10:30', 60, null, :ann, double_booked => true) as above \gset
select pg_temp.book('2025-07-18 10:00', 60, null, :ann, status => 'cancelled') as gone \gset
-- Kyiv skips 03:00 to 04:00 on this date and reads 03:00 as 04:00.
select pg_temp.book('2025-03-30 04:00', 60, null, :ann) as stays_put \gset
select pg_temp.book('2025-03-30 03:00', 60, null, :ann) as pushed \gset
select pg_temp.stay(:suite, '2025-07-10', '2025-07-14') as guest \gset
select pg_temp.stay(:suite, '2025-07-10', '2025-07-14') as other_guest \gset
update vexar.products set capacity = 1 where id = :suite;

-- The double booking comes before the one that it overlaps: by id alone it would be clean after the move.
update vexar.bookings set status = 'completed' where id in (:below, :above);
update vexar.bookings set status = 'confirmed' where id = :above;
update vexar.bookings set status = 'confirmed', double_booked = true where id = :below;

select pg_temp.next_transaction() \g /dev/null
select c.ts as clock_before from vexar.profile_clocks as c where c.profile_id = :profile \gset
update vexar.profiles set timezone = 'Europe/Kyiv' where id = :profile;

select is(
    (select b.starts_at from vexar.bookings as b where b.id = :plain), '2025-07-15 20:30+00'::timestamptz,
    'a booking keeps its wall time and has a new instant'
);
select is(
    (select h.during from vexar.holds as h where h.booking_id = :plain),
    '[2025-07-15 20:30+00, 2025-07-15 21:30+00)'::tstzrange, 'which it holds'
);
select is(
    (
        select array_agg(h.seat order by h.seat)
        from vexar.holds as h
        where h.booking_id in (:first_of_two, :second_of_two)
    ),
    array[1, 2], 'a session stays a session'
);
select is(
    (select array_agg(b.double_booked order by b.id) from vexar.bookings as b where b.id in (:below, :above)),
    array[true, false], 'what was double-booked stays so, and what was not does not become it'
);
select is_empty(format('select from vexar.holds where booking_id = %s', :gone), 'what holds nothing takes nothing');
select is(
    (select b.status from vexar.bookings as b where b.id = :gone), 'cancelled', 'and stays as it is'
);
select is(
    (select b.starts_at from vexar.bookings as b where b.id = :pushed), '2025-03-30 01:00+00'::timestamptz,
    'a time that the new zone skips begins with its next reading'
);
select ok(
    not (select b.double_booked from vexar.bookings as b where b.id = :stays_put), 'of two that meet there one is clean'
);
select ok(
    (select b.double_booked from vexar.bookings as b where b.id = :pushed), 'and the later one is marked'
);
select is(
    (select array_agg(h.during) from vexar.holds as h where h.booking_id in (:guest, :other_guest)),
    array['[2025-07-10 00:00+00, 2025-07-14 00:00+00)'::tstzrange, '[2025-07-10 00:00+00, 2025-07-14 00:00+00)'],
    'stays hold the same nights'
);
select ok(
    not (select bool_or(b.double_booked) from vexar.bookings as b where b.id in (:guest, :other_guest)),
    'and are not judged anew'
);
select is(
    (select b.upcoming_until from vexar.bookings as b where b.id = :guest), '2025-07-10 21:00+00'::timestamptz,
    'but their first day ends with the new zone''s'
);
select ok(
    (select bool_and(b.changed_ts > :clock_before) from vexar.bookings as b where b.profile_id = :profile),
    'all of them come in the feed of changes'
);
select is(
    (select array_agg(distinct b.changed_ts) from vexar.bookings as b where b.profile_id = :profile),
    (select array[c.ts] from vexar.profile_clocks as c where c.profile_id = :profile),
    'at the one moment to which the clock was moved'
);
select is(
    (
        select array_agg(h.actor_type || ' ' || h.action order by h.id)
        from vexar.booking_history as h
        where h.booking_id = :pushed
    ),
    array['system created', 'system updated'], 'the mark is in the history'
);

-- Between zones with the same clocks nothing changes, and all is held as before.
select count(*) as held from vexar.holds where profile_id = :profile \gset
update vexar.profiles set timezone = 'Europe/Helsinki' where id = :profile;
select is(
    (select count(*) from vexar.holds as h where h.profile_id = :profile), :held::bigint,
    'a move to a zone with the same clocks loses no hold'
);

-- The setting by which the move is known ends with it.
select is(current_setting('vexar.retake_holds'), '', 'afterwards nothing takes its time anew unasked');
select is(
    pg_temp.refusal(format($$update vexar.bookings set visitor_note = 'x' where id = %s$$, :plain)), null,
    'bookings can be changed as before'
);

select * from finish();
rollback;
