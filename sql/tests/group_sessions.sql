-- A service with capacity takes that many visitors in the same session; nothing else overlaps the session on its line.
begin;
\ir fixture.psql
select plan(17);

select pg_temp.new_profile('America/New_York') as profile \gset
select pg_temp.new_staff(:profile, 'Ann') as ann \gset
select pg_temp.new_staff(:profile, 'Bob') as bob \gset
select pg_temp.new_product(:profile, 'Yoga', 'service', 3) as yoga \gset
select pg_temp.new_product(:profile, 'Pilates', 'service', 3) as pilates \gset
select pg_temp.speak(:profile);
set local role vexar_app;

select pg_temp.book('2030-05-06 10:00', 60, :yoga, :ann) as first \gset
select pg_temp.book('2030-05-06 10:00', 60, :yoga, :ann) as second \gset
select pg_temp.book('2030-05-06 10:00', 60, :yoga, :ann, status => 'pending') as third \gset
select is(
    (select array_agg(h.seat order by h.seat) from vexar.holds as h), array[1, 2, 3], 'three visitors take the session'
);
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 60, %s, %s)', '2030-05-06 10:00', :yoga, :ann)),
    '23P01 holds_time_taken', 'and the fourth finds it full'
);

-- A seat given back is taken again.
update vexar.bookings set status = 'cancelled' where id = :second;
select isnt(pg_temp.book('2030-05-06 10:00', 60, :yoga, :ann), null, 'one who leaves makes room');
select is(
    pg_temp.refusal(format($$update vexar.bookings set status = 'pending' where id = %s$$, :second)),
    '23P01 holds_time_taken', 'and does not come back into a full session'
);
update vexar.bookings set status = 'completed' where id in (:first, :third);

-- What is not the same session.
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 60, %s, %s)', '2030-05-06 10:30', :yoga, :ann)),
    '23P01 holds_time_taken', 'another time of the same service does not overlap a session with places left'
);
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 90, %s, %s)', '2030-05-06 10:00', :yoga, :ann)),
    '23P01 holds_time_taken', 'nor does another duration'
);
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 60, %s, %s)', '2030-05-06 10:00', :pilates, :ann)),
    '23P01 holds_time_taken', 'nor another service at the same times'
);
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 15, null, %s)', '2030-05-06 10:45', :ann)),
    '23P01 holds_time_taken', 'nor a custom appointment'
);
select isnt(pg_temp.book('2030-05-06 10:00', 60, :yoga, :bob), null, 'the same on another line is another session');
select isnt(pg_temp.book('2030-05-06 10:00', 60, :yoga), null, 'and another on the profile''s own line');
select isnt(pg_temp.book('2030-05-06 11:00', 60, :pilates, :ann), null, 'the next session begins when it ends');

-- As many as there are places, also within one statement.
select is(
    pg_temp.refusal(
        format(
            'select pg_temp.book(%L, 60, %s, %s) from generate_series(1, 4)', '2030-05-07 10:00', :yoga, :ann
        )
    ),
    '23P01 holds_time_taken', 'four statements of one caller do not fit'
);
select is(
    pg_temp.refusal(
        format(
            $$insert into vexar.bookings (
                profile_id, kind, product_id, operator_id, booking_date, start_time, duration_minutes, status,
                visitor_name, currency
            )
            select %s, 'service', %s, %s, '2030-05-08', '10:00', 60, 'confirmed', 'Visitor ' || n, 'usd'
            from generate_series(1, 4) as n$$,
            :profile, :yoga, :ann
        )
    ),
    '23P01 holds_time_taken', 'nor do four rows of one statement'
);
select is(
    (select count(pg_temp.book('2030-05-09 10:00', 60, :yoga, :ann)) from generate_series(1, 3)), 3::bigint,
    'three do'
);

-- Moving a whole session row by row: each leaves the old and joins the new.
update vexar.bookings set start_time = '15:00' where booking_date = '2030-05-09';
select is(
    (select array_agg(h.seat order by h.seat) from vexar.holds as h where lower(h.during) = '2030-05-09 19:00+00'),
    array[1, 2, 3], 'a session moves whole in one update'
);

-- A capacity lowered later takes nobody's place, and gives none before it is free.
reset role;
update vexar.products set capacity = 2 where id = :yoga;
set local role vexar_app;
update vexar.bookings set status = 'cancelled'
where id = (select min(b.id) from vexar.bookings as b where b.booking_date = '2030-05-09');
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 60, %s, %s)', '2030-05-09 15:00', :yoga, :ann)),
    '23P01 holds_time_taken', 'two that remain fill a session of two'
);
update vexar.bookings set status = 'cancelled'
where id = (select max(b.id) from vexar.bookings as b where b.booking_date = '2030-05-09');
select isnt(pg_temp.book('2030-05-09 15:00', 60, :yoga, :ann), null, 'beside one that remains there is room');

select * from finish();
rollback;
