-- Double bookings: made on purpose, marked only where they really overlap, in the way of whatever comes later.
begin;
\ir fixture.psql
select plan(20);

create function pg_temp.is_marked(booking bigint) returns boolean
language sql
return (select b.double_booked from vexar.bookings as b where b.id = booking);

select pg_temp.new_profile() as profile \gset
select pg_temp.new_staff(:profile, 'Ann') as ann \gset
select pg_temp.new_product(:profile, 'Yoga', 'service', 2) as yoga \gset
select pg_temp.new_product(:profile, 'Suite', 'rental', 1) as suite \gset
select pg_temp.speak(:profile);
set local role vexar_app;

-- In.
select pg_temp.book('2030-05-06 10:00', 60, null, :ann) as clean \gset
select pg_temp.book('2030-05-06 12:00', 60, null, :ann, double_booked => true) as alone \gset
select pg_temp.book('2030-05-06 10:30', 60, null, :ann, double_booked => true) as over \gset
select ok(not pg_temp.is_marked(:clean), 'a plain booking is not marked');
select ok(not pg_temp.is_marked(:alone), 'one that would have been let through but met nothing is not marked');
select ok(pg_temp.is_marked(:over), 'one that overlaps is');
select isnt(
    pg_temp.book('2030-05-06 10:45', 5, null, :ann, double_booked => true), null, 'a third may overlap both'
);

-- In the way of later ones.
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 30, null, %s)', '2030-05-06 11:00', :ann)),
    '23P01 holds_time_taken', 'what meets a double booking alone is refused all the same'
);
update vexar.bookings set status = 'cancelled' where id = :clean;
select is(
    pg_temp.refusal(format($$update vexar.bookings set status = 'confirmed' where id = %s$$, :clean)),
    '23P01 holds_time_taken', 'and so is what was there first and comes back'
);
update vexar.bookings set status = 'confirmed', double_booked = true where id = :clean;
select ok(pg_temp.is_marked(:clean), 'unless it is let through in its turn');

-- What does not take time anew keeps its mark, and nobody sets it by hand.
update vexar.bookings set visitor_note = 'late', double_booked = false where id = :over;
select ok(pg_temp.is_marked(:over), 'the mark is not taken off without a move');
update vexar.bookings set visitor_note = 'late', double_booked = true where id = :alone;
select ok(not pg_temp.is_marked(:alone), 'nor put on');
update vexar.bookings set status = 'completed' where id = :over;
select ok(pg_temp.is_marked(:over), 'a completed booking keeps it');
update vexar.bookings set status = 'cancelled', double_booked = true where id = :alone;
select ok(not pg_temp.is_marked(:alone), 'a cancelled one does not get it');

-- Out.
update vexar.bookings set status = 'confirmed', double_booked = true where id = :over;
update vexar.bookings set start_time = '18:00', double_booked = false where id = :over;
select ok(not pg_temp.is_marked(:over), 'a clean reschedule takes it off');
update vexar.bookings set start_time = '18:30', double_booked = true where id = :over;
select ok(not pg_temp.is_marked(:over), 'also where an overlap would have been let through');
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 60, null, %s)', '2030-05-06 18:30', :ann)),
    '23P01 holds_time_taken', 'it holds its new time like any other'
);

-- Over a full session, and beside another one.
select pg_temp.book('2030-05-07 10:00', 60, :yoga, :ann) from generate_series(1, 2) \g /dev/null
select pg_temp.book('2030-05-07 10:00', 60, :yoga, :ann, double_booked => true) as over_full \gset
select is(
    (select h.seat from vexar.holds as h where h.booking_id = :over_full), 3, 'one too many in a session sits beyond it'
);
update vexar.bookings set status = 'cancelled'
where id = (select min(b.id) from vexar.bookings as b where b.booking_date = '2030-05-07');
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 60, %s, %s)', '2030-05-07 10:00', :yoga, :ann)),
    '23P01 holds_time_taken', 'and counts: with it the session is still full'
);

-- Over a stay.
select pg_temp.stay(:suite, '2030-07-10', '2030-07-14') as guest \gset
select pg_temp.stay(:suite, '2030-07-12', '2030-07-16', double_booked => true) as second_guest \gset
select ok(pg_temp.is_marked(:second_guest), 'a stay that shares one night is marked');
update vexar.bookings set status = 'cancelled' where id = :guest;
select is(
    pg_temp.refusal(format('select pg_temp.stay(%s, %L, %L)', :suite, '2030-07-15', '2030-07-17')),
    '23P01 holds_time_taken', 'and holds its nights when the other has gone'
);
select isnt(pg_temp.stay(:suite, '2030-07-10', '2030-07-12'), null, 'whose own nights are free again');
update vexar.bookings set checkout_date = '2030-07-15' where id = :second_guest;
select ok(not pg_temp.is_marked(:second_guest), 'a stay that moves without overlap is marked no more');

select * from finish();
rollback;
