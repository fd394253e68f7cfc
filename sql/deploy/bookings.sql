-- Deploy vexar:bookings to pg
-- requires: catalogue
-- requires: wall_time

begin;
set local role vexar_owner;

create function vexar.search_form(said text) returns text
language sql immutable parallel safe
return normalize(replace(upper(lower(normalize(said) collate "und-x-icu")), 'I' || chr(775), 'I'));

comment on function vexar.search_form(text) is
'What search compares, in one Unicode form: upper case by ICU, since lower case has context (the Greek final sigma); of'
' lower case, since a capital may have a longer one (U+1E9E, the capital sharp s); without the dot above (U+0307) of'
' the Turkish capital I, which its lower case i has not.';
grant execute on function vexar.search_form(text) to vexar_app, vexar_admin;

create table vexar.bookings (
    profile_id bigint not null,
    id bigint generated always as identity,
    kind text not null,
    product_id bigint,
    operator_id bigint,
    booking_date date not null,
    start_time time(0),
    end_time time(0),
    checkout_date date,
    duration_minutes integer,
    status text not null,
    visitor_name text not null,
    visitor_email text,
    visitor_phone text,
    visitor_note text,
    price bigint not null default 0,
    currency text not null,
    cancellation_reason text,
    double_booked boolean not null default false,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- What follows is kept by triggers; whatever a writer puts there is replaced.
    starts_at timestamptz,
    ends_at timestamptz,
    last_date date not null,
    upcoming_until timestamptz not null,
    changed_ts bigint not null,
    sort_time time(0) not null,
    search_text text not null,
    constraint bookings_pkey primary key (profile_id, id),
    constraint bookings_profile_id_fkey foreign key (profile_id) references vexar.profiles (id),
    -- With the kind in it: a rental object's bookings are rentals, a service's are appointments.
    constraint bookings_product_id_fkey foreign key (profile_id, product_id, kind)
    references vexar.products (profile_id, id, kind),
    constraint bookings_operator_id_fkey foreign key (profile_id, operator_id) references vexar.staff (profile_id, id),
    constraint bookings_kind_check check (kind in ('service', 'rental')),
    constraint bookings_shape_check check (
        case kind
            when 'rental' then
                product_id is not null and checkout_date is not null
                and start_time is null and duration_minutes is null
            else
                checkout_date is null and start_time is not null and duration_minutes is not null
        end
    ),
    constraint bookings_checkout_date_check check (checkout_date > booking_date),
    constraint bookings_booking_date_range check (booking_date between '2000-01-01' and '2100-12-31'),
    constraint bookings_checkout_date_range check (checkout_date between '2000-01-01' and '2100-12-31'),
    constraint bookings_duration_minutes_check check (duration_minutes between 1 and 10080),
    constraint bookings_status_check check (status in ('pending', 'confirmed', 'completed', 'cancelled')),
    constraint bookings_visitor_name_check check (char_length(visitor_name) between 1 and 200),
    constraint bookings_visitor_email_check check (char_length(visitor_email) between 3 and 254),
    constraint bookings_visitor_phone_check check (char_length(visitor_phone) between 1 and 40),
    constraint bookings_visitor_note_check check (char_length(visitor_note) between 1 and 5000),
    constraint bookings_price_check check (price between 0 and 9999999999),
    constraint bookings_currency_check check (currency ~ '^[a-z]{3}$'),
    constraint bookings_cancellation_reason_check
    check (
        cancellation_reason is null
        or (char_length(cancellation_reason) between 1 and 1000 and status = 'cancelled')
    ),
    constraint bookings_version_check check (version >= 1)
);
comment on table vexar.bookings is 'Bookings of visitors: appointments (kind service) and stays (kind rental).';
comment on column vexar.bookings.kind is 'The kind of its product; service for a custom appointment without product.';
comment on column vexar.bookings.double_booked is
'As a writer gives it: may overlap. As it is kept: really overlapped when it took its time.';
comment on column vexar.bookings.version is 'Counts the booking''s changes from 1.';
comment on column vexar.bookings.starts_at is
'The instant of booking_date and start_time in the profile''s zone; null for a rental.';
comment on column vexar.bookings.last_date is
'The last date it touches: of its last minute, or the date of the last night.';
comment on column vexar.bookings.upcoming_until is
'Counted as upcoming up to here: its start; for a rental the end of its first day.';
comment on column vexar.bookings.changed_ts is 'The profile''s clock at its last change: the cursor of changed_since.';
comment on column vexar.bookings.sort_time is 'Lists order by it: a rental counts as 00:00.';
comment on column vexar.bookings.search_text is
'search_form of name, e-mail and phone, apart by a character none of them may have.';

-- operator_id stands in the indexes that counts go by: row-level security looks at it, and what an index holds need
-- not be fetched from the table (a count of 14 000 took 13 ms without).
create index bookings_date_idx on vexar.bookings (profile_id, booking_date, sort_time, id)
include (status, operator_id);
create index bookings_operator_idx on vexar.bookings (profile_id, operator_id, booking_date, sort_time, id)
where operator_id is not null;
create index bookings_pending_idx on vexar.bookings (profile_id, booking_date, sort_time, id) include (operator_id)
where status = 'pending';
create index bookings_upcoming_idx on vexar.bookings (profile_id, upcoming_until) include (operator_id)
where status in ('pending', 'confirmed');
-- Bookings that reach into a later date than their own: what a calendar must find besides those that begin in it.
create index bookings_reaching_idx on vexar.bookings (profile_id, last_date, booking_date)
where last_date > booking_date;
create index bookings_changed_idx on vexar.bookings (profile_id, changed_ts, id);

create function vexar.derive(booking vexar.bookings, may_skip boolean) returns vexar.bookings
language plpgsql stable
as $$
declare
    zone text;
    wall timestamp;
begin
    booking.sort_time := coalesce(booking.start_time, '00:00');
    booking.search_text := vexar.search_form(
        concat_ws(e'\x1f', booking.visitor_name, booking.visitor_email, booking.visitor_phone)
    );
    select p.timezone into strict zone from vexar.profiles as p where p.id = booking.profile_id;
    if booking.kind = 'rental' then
        wall := booking.booking_date + 1;
        booking.starts_at := null;
        booking.ends_at := null;
        booking.end_time := null;
        booking.last_date := booking.checkout_date - 1;
        booking.upcoming_until := coalesce(vexar.instant_at(wall, zone), wall at time zone zone);
        return booking;
    end if;
    wall := booking.booking_date + booking.start_time;
    booking.starts_at := vexar.instant_at(wall, zone);
    if booking.starts_at is null and not may_skip then
        raise exception 'the clocks of % skip % on %', zone, booking.start_time, booking.booking_date
            using errcode = 'check_violation', schema = 'vexar', table = 'bookings', column = 'start_time',
            constraint = 'bookings_start_time_exists';
    end if;
    booking.starts_at := coalesce(booking.starts_at, wall at time zone zone);
    booking.ends_at := booking.starts_at + make_interval(mins => booking.duration_minutes);
    booking.end_time := (booking.ends_at at time zone zone)::time;
    booking.last_date := ((booking.ends_at - interval '1 microsecond') at time zone zone)::date;
    booking.upcoming_until := booking.starts_at;
    return booking;
end
$$;
comment on function vexar.derive(vexar.bookings, boolean) is
'The booking with all that follows from its fields and the profile''s zone. A wall time that the clocks skip is'
' refused; for one that was there before the zone''s rules changed (may_skip) the clocks'' next reading stands in.';

create function vexar.prepare_booking() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    new.changed_ts := vexar.touch_clock(new.profile_id);
    if tg_op = 'INSERT' then
        return vexar.derive(new, may_skip => false);
    end if;
    if (new.profile_id, new.id, new.kind, new.created_at)
        is distinct from (old.profile_id, old.id, old.kind, old.created_at)
    then
        raise exception 'a booking keeps its profile, id, kind and date of creation'
            using errcode = 'check_violation', schema = 'vexar', table = 'bookings',
            constraint = 'bookings_identity_stays';
    end if;
    new.version := old.version + 1;
    -- Not now(), which stood still while this transaction waited for the clock and others changed the booking.
    new.updated_at := clock_timestamp();
    return vexar.derive(
        new,
        may_skip => (new.booking_date, new.start_time) is not distinct from (old.booking_date, old.start_time)
    );
end
$$;

-- Not before an insert: it locks no row before prepare_booking has taken the clock.
create trigger lock_clocks before update or delete on vexar.bookings
for each statement execute function vexar.lock_clocks();
create trigger prepare_new_booking before insert on vexar.bookings
for each row execute function vexar.prepare_booking();
-- An update that changes nothing is no change: no version, no history, no clock.
create trigger prepare_booking before update on vexar.bookings
for each row when (old.* is distinct from new.*) execute function vexar.prepare_booking();
-- Nobody is granted a delete; should the owner ever erase one, the calendar has changed.
create trigger touch_clock after delete on vexar.bookings
for each row execute function vexar.touch_clock_of_row();

alter table vexar.bookings enable row level security;
-- Twice guarded: the tenant, and for a staff key that does not see everything its own bookings.
create policy tenant on vexar.bookings to vexar_app
using (
    profile_id = (select vexar.current_profile_id())
    and (
        (select vexar.viewing_operator_id()) is null
        or operator_id = (select vexar.viewing_operator_id())
    )
);
create policy every_tenant on vexar.bookings for select to vexar_admin using (true);
grant select on table vexar.bookings to vexar_app, vexar_admin;
grant insert (
    profile_id, kind, product_id, operator_id, booking_date, start_time, checkout_date, duration_minutes, status,
    visitor_name, visitor_email, visitor_phone, visitor_note, price, currency, double_booked
) on table vexar.bookings to vexar_app;
grant update (
    product_id, operator_id, booking_date, start_time, checkout_date, duration_minutes, status, cancellation_reason,
    visitor_name, visitor_email, visitor_phone, visitor_note, price, currency, double_booked
) on table vexar.bookings to vexar_app;

commit;
