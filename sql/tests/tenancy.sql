-- Tenancy: vexar_app sees and writes the rows of the one profile that is set, and no row can point into another.
begin;
\ir fixture.psql
select plan(31);

-- A profile with a row in every table.
create function pg_temp.furnished_profile(out profile bigint, out staff bigint, out product bigint, out booking bigint)
language plpgsql
as $$
declare
    other_staff bigint;
begin
    profile := pg_temp.new_profile();
    staff := pg_temp.new_staff(profile, 'Ann');
    other_staff := pg_temp.new_staff(profile, 'Bob');
    product := pg_temp.new_product(profile, 'Cut', 'service');
    insert into vexar.staff_products (profile_id, operator_id, product_id) values (profile, staff, product);
    insert into vexar.schedules (profile_id, day_of_week, is_available) values (profile, 0, false);
    insert into vexar.overrides (profile_id, override_date, is_available) values (profile, '2030-12-25', false);
    insert into vexar.api_keys (profile_id, key_hash) values (profile, sha256(profile::text::bytea));
    update vexar.api_keys as k set label = 'lost' where k.profile_id = profile;
    perform pg_temp.speak(profile);
    booking := pg_temp.book('2030-05-06 10:00', 60, product, other_staff);
    update vexar.bookings as b set operator_id = staff where b.id = booking;
    insert into vexar.notifications (profile_id, booking_id, booking_version, kind, cause, recipient)
    values (profile, booking, 1, 'confirmed', 'change', 'jane@example.org');
    insert into vexar.review_tokens (profile_id, token_hash, booking_id)
    values (profile, sha256(profile::text::bytea), booking);
    insert into vexar.idempotency_keys (profile_id, operator_id, key, request_hash, status, body)
    values (profile, 0, 'k', sha256('k'), 201, '{}');
end
$$;

-- How many rows of a table a profile has, and how many others have, as far as one can see.
create function pg_temp.rows_of(relation text, profile bigint, out own bigint, out others bigint)
language plpgsql
as $$
begin
    execute format(
        'select count(*) filter (where %1$I = $1), count(*) filter (where %1$I <> $1) from vexar.%2$I',
        case relation when 'profiles' then 'id' else 'profile_id' end, relation
    )
    into own, others
    using profile;
end
$$;
create temporary view relations as
select c.relname::text as name
from pg_class as c
where c.relnamespace = 'vexar'::regnamespace and c.relkind in ('r', 'p');
grant select on relations to public;

select profile, staff, product, booking from pg_temp.furnished_profile() \gset
select profile as other, staff as other_staff, product as other_product, booking as other_booking
from pg_temp.furnished_profile() \gset

select is_empty(
    format('select t.name from relations as t, pg_temp.rows_of(t.name, %s) as r where r.own = 0', :other),
    'this test has rows in every table'
);

-- Nobody set: nothing seen. Somebody set: the own rows, and no others.
select pg_temp.speak(null) \g /dev/null
set local role vexar_app;
select is_empty(
    format(
        $$select t.name
        from relations as t, pg_temp.rows_of(t.name, %s) as r
        where has_table_privilege('vexar.' || t.name, 'select') and r.own + r.others > 0$$,
        :profile
    ),
    'without a tenant no table has rows'
);
select pg_temp.speak(:profile) \g /dev/null
select is_empty(
    format(
        $$select t.name
        from relations as t, pg_temp.rows_of(t.name, %s) as r
        where has_table_privilege('vexar.' || t.name, 'select') and (r.own = 0 or r.others > 0)$$,
        :profile
    ),
    'a tenant sees its own rows of every table alone'
);

-- Nor written. A statement that names another's rows finds none; one that makes them is refused.
select is(
    pg_temp.refusal(
        format(
            $$insert into vexar.bookings (
                profile_id, kind, booking_date, start_time, duration_minutes, status, visitor_name, currency
            )
            values (%s, 'service', '2030-01-01', '10:00', 60, 'confirmed', 'Jane', 'usd')$$,
            :other
        )
    ),
    '42501', 'no booking is made for another profile'
);
select is(
    pg_temp.refusal(
        format(
            $$insert into vexar.notifications (profile_id, booking_id, booking_version, kind, cause, recipient)
            values (%s, %s, 2, 'confirmed', 'change', 'jane@example.org')$$,
            :other, :other_booking
        )
    ),
    '42501', 'no notification either'
);
select is(
    pg_temp.refusal(
        format(
            $$insert into vexar.idempotency_keys (profile_id, operator_id, key, request_hash, status, body)
            values (%s, 0, 'other', sha256('k'), 201, '{}')$$,
            :other
        )
    ),
    '42501', 'nor an answer kept'
);
select is_empty(
    format($$update vexar.bookings set visitor_name = 'Eve' where id = %s returning id$$, :other_booking),
    'another''s booking is not changed'
);
select is_empty(
    format($$update vexar.notifications set state = 'cancelled' where profile_id = %s returning id$$, :other),
    'nor its notification'
);
select is_empty(
    format($$update vexar.idempotency_keys set status = 200 where profile_id = %s returning key$$, :other),
    'nor its kept answer'
);
select is(vexar.lock_own_clock(), (select c.ts from vexar.profile_clocks as c), 'the clock that it takes is its own');

-- Composite foreign keys, whoever writes.
reset role;
select is(pg_temp.refusal(s.statement), '23503 ' || s.violated, s.violated || ' keeps to the profile')
from (
    values
    (
        format('update vexar.bookings set operator_id = %s where id = %s', :other_staff, :booking),
        'bookings_operator_id_fkey'
    ),
    (
        format('update vexar.bookings set product_id = %s where id = %s', :other_product, :booking),
        'bookings_product_id_fkey'
    ),
    (
        format('insert into vexar.staff_products values (%s, %s, %s)', :profile, :other_staff, :product),
        'staff_products_operator_id_fkey'
    ),
    (
        format('insert into vexar.staff_products values (%s, %s, %s)', :profile, :staff, :other_product),
        'staff_products_product_id_fkey'
    ),
    (
        format('update vexar.schedules set operator_id = %s where profile_id = %s', :other_staff, :profile),
        'schedules_operator_id_fkey'
    ),
    (
        format('update vexar.overrides set operator_id = %s where profile_id = %s', :other_staff, :profile),
        'overrides_operator_id_fkey'
    ),
    (
        format('update vexar.api_keys set operator_id = %s where profile_id = %s', :other_staff, :profile),
        'api_keys_operator_id_fkey'
    ),
    (
        format('update vexar.notifications set booking_id = %s where profile_id = %s', :other_booking, :profile),
        'notifications_booking_id_fkey'
    )
) as s (statement, violated);
select is(
    pg_temp.refusal(format('update vexar.bookings set profile_id = %s where id = %s', :other, :booking)),
    '23514 bookings_identity_stays', 'a booking does not change its profile'
);

-- A staff key that does not see everything: Ann's, beside a booking of Bob's and one of nobody's.
select s.id as bob from vexar.staff as s where s.profile_id = :profile and s.key = 'bob' \gset
select pg_temp.book('2030-05-07 10:00', 60, :product, :bob) as bobs \gset
select pg_temp.book('2030-05-07 10:00', 60, :product) as nobodys \gset
insert into vexar.notifications (profile_id, booking_id, booking_version, kind, cause, recipient)
values (:profile, :bobs, 1, 'confirmed', 'change', 'john@example.org');
insert into vexar.idempotency_keys (profile_id, operator_id, key, request_hash, status, body)
values (:profile, :staff, 'own', sha256('k'), 201, '{}');
select pg_temp.speak(:profile, 'staff', :staff, sees_all => false) \g /dev/null
set local role vexar_app;

select is((select array_agg(b.id) from vexar.bookings as b), array[:booking::bigint], 'it sees its own bookings');
select is(
    (select array_agg(distinct h.booking_id) from vexar.booking_history as h), array[:booking::bigint],
    'and their history'
);
select is(
    (select array_agg(distinct n.booking_id) from vexar.notifications as n), array[:booking::bigint],
    'and their notifications'
);
select is((select array_agg(distinct h.booking_id) from vexar.holds as h), array[:booking::bigint], 'and their holds');
select is_empty('select from vexar.booking_departures', 'what left Bob is not its business');
select is((select array_agg(k.key) from vexar.idempotency_keys as k), array['own'], 'nor are others'' answers');
select is_empty(
    format($$update vexar.bookings set status = 'cancelled' where id in (%s, %s) returning id$$, :bobs, :nobodys),
    'it changes no others'' bookings'
);
select is(
    pg_temp.refusal(format('update vexar.bookings set operator_id = %s where id = %s', :bob, :booking)), '42501',
    'it gives no booking away'
);
select is(
    pg_temp.refusal(format($$select pg_temp.book('2030-05-08 10:00', 60, %s, %s)$$, :product, :bob)), '42501',
    'it makes none for others'
);
select is(
    pg_temp.refusal(format($$select pg_temp.book('2030-05-08 10:00', 60, %s)$$, :product)), '42501',
    'nor for nobody'
);
select is(
    pg_temp.refusal(
        format(
            $$with b as (
                insert into vexar.bookings (
                    profile_id, kind, operator_id, booking_date, start_time, duration_minutes, status, visitor_name,
                    currency
                )
                values (%s, 'service', %s, '2030-05-08', '10:00', 60, 'confirmed', 'Jane', 'usd')
                returning *
            )
            insert into vexar.notifications (profile_id, booking_id, booking_version, kind, cause, recipient)
            select b.profile_id, b.id, b.version, 'confirmed', 'change', 'jane@example.org'
            from b$$,
            :profile, :staff
        )
    ),
    null, 'for itself it does, and queues the message in the same statement'
);
select is(
    pg_temp.refusal(format($$select pg_temp.book('2030-05-07 10:30', 60, %s, %s)$$, :product, :staff)), null,
    'its line is its own'
);

select * from finish();
rollback;
