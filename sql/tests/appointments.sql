-- Appointments: no two at once on one staff member, nor on the profile's own line.
begin;
\ir fixture.psql
select plan(30);

select pg_temp.new_profile('Europe/Kyiv') as profile \gset
select pg_temp.new_staff(:profile, 'Ann') as ann \gset
select pg_temp.new_staff(:profile, 'Bob') as bob \gset
select pg_temp.new_product(:profile, 'Cut', 'service') as cut \gset
select pg_temp.speak(:profile);
set local role vexar_app;

-- The staff member's line.
select pg_temp.book('2030-05-06 10:00', 60, :cut, :ann) as ten \gset
select ok(
    (select b.created_at > now() and b.updated_at = b.created_at from vexar.bookings as b where b.id = :ten),
    'a booking is dated when it is made, however long its transaction has waited'
);
select is(
    (select h.at from vexar.booking_history as h where h.booking_id = :ten),
    (select b.created_at from vexar.bookings as b where b.id = :ten), 'and so is its history'
);
reset role;
insert into vexar.bookings (
    profile_id, kind, booking_date, start_time, duration_minutes, status, visitor_name, currency, created_at
)
values (:profile, 'service', '2029-01-01', '10:00', 60, 'completed', 'Jane', 'usd', '2028-12-24 12:00:00+00')
returning created_at as brought \gset
select is(:'brought'::timestamptz, '2028-12-24 12:00:00+00', 'one from elsewhere brings its date along');
set local role vexar_app;
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 60, %s, %s)', '2030-05-06 10:00', :cut, :ann)),
    '23P01 holds_time_taken', 'the same time of the same staff member is taken'
);
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 60, null, %s)', '2030-05-06 10:30', :ann)),
    '23P01 holds_time_taken', 'a custom appointment does not fit into its second half'
);
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 1440, %s, %s)', '2030-05-06 00:00', :cut, :ann)),
    '23P01 holds_time_taken', 'nor one around it'
);
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 1, %s, %s)', '2030-05-06 10:59', :cut, :ann)),
    '23P01 holds_time_taken', 'its last minute is its own'
);
select isnt(pg_temp.book('2030-05-06 11:00', 60, :cut, :ann), null, 'the next begins when it ends');
select isnt(pg_temp.book('2030-05-06 09:00', 60, :cut, :ann), null, 'and one ends when it begins');
select isnt(pg_temp.book('2030-05-06 10:00', 60, :cut, :bob), null, 'another staff member is free');

-- The profile's own line.
select isnt(pg_temp.book('2030-05-06 10:00', 60, :cut), null, 'and so is the profile''s own line');
select is(
    pg_temp.refusal($$select pg_temp.book('2030-05-06 10:15', 15)$$),
    '23P01 holds_time_taken', 'which is held once at a time as well'
);
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 60, %s)', '2030-05-06 10:00', :cut)),
    '23P01 holds_time_taken', 'by a service that takes one visitor also in the same session'
);

-- Who holds.
select isnt(
    pg_temp.book('2030-05-07 10:00', 60, :cut, :ann, status => 'pending'), null, 'a pending booking is made'
);
select is(
    pg_temp.refusal(format('select pg_temp.book(%L, 60, %s, %s)', '2030-05-07 10:00', :cut, :ann)),
    '23P01 holds_time_taken', 'and holds its time'
);
select isnt(pg_temp.book('2030-05-07 10:00', 60, :cut, :ann, status => 'completed'), null, 'a completed one does not');
select isnt(pg_temp.book('2030-05-07 10:00', 60, :cut, :ann, status => 'cancelled'), null, 'nor does a cancelled one');
select is(
    (select count(*) from vexar.holds as h where h.line = :ann and h.during @> timestamptz '2030-05-07 07:30+00'),
    1::bigint, 'so there is one hold, at the instant of that wall time'
);

-- Giving back and taking again.
update vexar.bookings set status = 'cancelled' where id = :ten;
select is_empty(
    format('select from vexar.holds where booking_id = %s', :ten), 'a cancelled booking gives its time back'
);
select pg_temp.book('2030-05-06 10:20', 20, :cut, :ann) as successor \gset
select is(
    pg_temp.refusal(format($$update vexar.bookings set status = 'confirmed' where id = %s$$, :ten)),
    '23P01 holds_time_taken', 'and cannot have it back once it is taken'
);
update vexar.bookings set status = 'completed' where id = :successor;
select is(
    pg_temp.refusal(format($$update vexar.bookings set status = 'pending' where id = %s$$, :ten)),
    null, 'a completed one gives it back too'
);
select is(
    pg_temp.refusal(format($$update vexar.bookings set status = 'confirmed' where id = %s$$, :successor)),
    '23P01 holds_time_taken', 'and to undo the completion takes it again, or does not'
);

-- Moving.
select is(
    pg_temp.refusal(format($$update vexar.bookings set start_time = '10:30' where id = %s$$, :ten)),
    '23P01 holds_time_taken', 'a booking does not move onto another'
);
select is(
    pg_temp.refusal(
        format($$update vexar.bookings set start_time = '10:15', duration_minutes = 30 where id = %s$$, :ten)
    ),
    null, 'but it may move within its own time'
);
select is(
    pg_temp.refusal(format('update vexar.bookings set operator_id = %s where id = %s', :bob, :ten)),
    '23P01 holds_time_taken', 'nor does it move to a staff member who is taken'
);

-- Several rows of one statement see each other.
select is(
    pg_temp.refusal(
        format(
            $$insert into vexar.bookings (
                profile_id, kind, operator_id, booking_date, start_time, duration_minutes, status, visitor_name,
                currency
            )
            select %s, 'service', %s, '2030-06-01', '10:00', 60, 'confirmed', 'Visitor ' || n, 'usd'
            from generate_series(1, 2) as n$$,
            :profile, :ann
        )
    ),
    '23P01 holds_time_taken', 'two rows of one insert do not share a time'
);
insert into vexar.bookings (
    profile_id, kind, operator_id, booking_date, start_time, duration_minutes, status, visitor_name, currency
)
select :profile, 'service', :ann, '2030-06-01', time '08:00' + n * interval '1 hour', 60, 'confirmed', 'Visitor', 'usd'
from generate_series(1, 3) as n;
select is(
    pg_temp.refusal($$update vexar.bookings set start_time = '15:00' where booking_date = '2030-06-01'$$),
    '23P01 holds_time_taken', 'nor do the rows of one update'
);
update vexar.bookings set operator_id = :bob where booking_date = '2030-06-01';
select is(
    (select array_agg(distinct h.line) from vexar.holds as h where h.during && '[2030-06-01, 2030-06-02)'),
    array[:bob::bigint], 'one update moves several, with their holds'
);
update vexar.bookings set status = 'cancelled';
select is_empty('select from vexar.holds', 'one update gives all time back');
select is(
    pg_temp.refusal('set constraints all immediate'), null, 'and every hold had its booking'
);

select * from finish();
rollback;
