-- What a row may hold: each limit of the tables refuses by its own name.
begin;
\ir fixture.psql
select plan(43);

-- A booking that differs in some columns from one that is right.
create function pg_temp.booking_with(changes jsonb) returns text
language sql
as $$
    select
        pg_temp.refusal(
            format(
                'insert into vexar.bookings (%s) values (%s)', string_agg(quote_ident(f.key), ', '),
                string_agg(quote_nullable(f.value), ', ')
            )
        )
    from jsonb_each_text(
        '{
            "kind": "service", "booking_date": "2030-05-06", "start_time": "10:00", "duration_minutes": 60,
            "status": "cancelled", "visitor_name": "Jane", "currency": "usd"
        }'::jsonb
        || jsonb_build_object('profile_id', vexar.current_profile_id())
        || changes
    ) as f
$$;

select pg_temp.new_profile('Europe/Kyiv') as profile \gset
select pg_temp.new_product(:profile, 'Cut', 'service') as cut \gset
select pg_temp.new_product(:profile, 'Suite', 'rental') as suite \gset
select pg_temp.speak(:profile) \g /dev/null

select is(pg_temp.booking_with('{}'), null, 'a right booking is made');
select is(
    pg_temp.booking_with(b.changes::jsonb), '23514 bookings_' || b.violated, format('%s: %s', b.violated, b.changes)
)
from (
    values
    ('{"kind": "gift"}', 'kind_check'),
    ('{"checkout_date": "2030-05-07"}', 'shape_check'),
    ('{"kind": "rental", "checkout_date": "2030-05-07"}', 'shape_check'),
    ('{"booking_date": "1999-12-31"}', 'booking_date_range'),
    ('{"booking_date": "2101-01-01"}', 'booking_date_range'),
    ('{"duration_minutes": 0}', 'duration_minutes_check'),
    ('{"duration_minutes": 10081}', 'duration_minutes_check'),
    ('{"status": "lost"}', 'status_check'),
    ('{"visitor_name": ""}', 'visitor_name_check'),
    ('{"visitor_email": "a"}', 'visitor_email_check'),
    ('{"visitor_phone": ""}', 'visitor_phone_check'),
    ('{"visitor_note": ""}', 'visitor_note_check'),
    ('{"price": -1}', 'price_check'),
    ('{"price": 10000000000}', 'price_check'),
    ('{"currency": "USD"}', 'currency_check'),
    ('{"cancellation_reason": ""}', 'cancellation_reason_check'),
    ('{"status": "pending", "cancellation_reason": "ill"}', 'cancellation_reason_check'),
    ('{"start_time": "03:30", "booking_date": "2030-03-31"}', 'start_time_exists')
) as b (changes, violated);

-- The longest texts, counted in characters, not bytes.
select is(
    pg_temp.booking_with(
        jsonb_build_object(
            'visitor_name', repeat('Ї', 200), 'visitor_email', repeat('e', 254), 'visitor_phone', repeat('1', 40),
            'visitor_note', repeat('Ї', 5000), 'cancellation_reason', repeat('Ї', 1000), 'price', 9999999999,
            'duration_minutes', 10080
        )
    ),
    null, 'everything as long as it may be'
);
select is(
    pg_temp.booking_with(jsonb_build_object(l.field, repeat('Ї', l.length))), '23514 bookings_' || l.field || '_check',
    format('%s is too long with %s characters', l.field, l.length)
)
from (
    values
    ('visitor_name', 201), ('visitor_email', 255), ('visitor_phone', 41), ('visitor_note', 5001),
    ('cancellation_reason', 1001)
) as l (field, length);

-- A stay.
select is(
    pg_temp.refusal(format($$select pg_temp.stay(%s, '2030-05-06', '2030-05-05', status => 'cancelled')$$, :suite)),
    '23514 bookings_checkout_date_check', 'nobody leaves before arriving'
);
select is(
    pg_temp.refusal(format($$select pg_temp.stay(%s, '2100-12-31', '2101-01-01')$$, :suite)),
    '23514 bookings_checkout_date_range', 'nor after 2100'
);
select is(
    pg_temp.refusal(format($$select pg_temp.stay(%s, '2030-05-06', '2030-05-07')$$, :cut)),
    '23503 bookings_product_id_fkey', 'a service is no place to stay'
);
select is(
    pg_temp.refusal(format($$select pg_temp.book('2030-05-06 10:00', 60, %s)$$, :suite)),
    '23503 bookings_product_id_fkey', 'and a suite no appointment'
);
select pg_temp.book('2030-05-06 10:00', 60, :cut) as booking \gset
select is(pg_temp.refusal(s.statement), s.violated, s.statement)
from (
    values
    (format($$update vexar.products set kind = 'rental' where id = %s$$, :cut), '23503 bookings_product_id_fkey'),
    (format($$update vexar.bookings set kind = 'rental' where id = %s$$, :booking), '23514 bookings_identity_stays'),
    (
        format($$update vexar.bookings set created_at = now() + interval '1 day' where id = %s$$, :booking),
        '23514 bookings_identity_stays'
    )
) as s (statement, violated);

-- The catalogue.
select is(
    pg_temp.refusal(
        format(
            'update vexar.%s where %s = %s', s.change,
            case when s.change like 'profiles %' then 'id' else 'profile_id' end, :profile
        )
    ),
    s.violated, s.change
)
from (
    values
    ($$profiles set timezone = 'Europe/Nowhere'$$, '22023'),
    ($$profiles set timezone = 'EST'$$, '23514 profiles_timezone_is_iana_check'),
    ($$profiles set timezone = 'Kyiv+2'$$, '23514 profiles_timezone_is_iana_check'),
    ($$profiles set timezone = 'America/Argentina/Buenos_Aires'$$, null),
    ($$profiles set username = 'Upper'$$, '23514 profiles_username_check'),
    ($$profile_settings set slot_duration = 0$$, '23514 profile_settings_slot_duration_check'),
    ($$profile_settings set staff_selection_mode = 'any'$$, '23514 profile_settings_staff_selection_mode_check'),
    ($$products set capacity = 0$$, '23514 products_capacity_check'),
    ($$products set kind = 'gift'$$, '23514 products_kind_check'),
    ($$products set duration_minutes = 60$$, '23514 products_rental_has_no_duration_check')
) as s (change, violated);
select is(
    pg_temp.refusal(
        format('insert into vexar.schedules (profile_id, day_of_week, is_available) values (%s, 1, true)', :profile)
    ),
    '23514 schedules_open_has_times_check', 'an open day has its hours'
);

select * from finish();
rollback;
