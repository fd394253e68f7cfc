-- Deploy vexar:holds to pg
-- requires: bookings
-- Who blocks whom. A hold is time taken on a line: a staff member, the profile itself, or a rental object. Holds are
-- made from bookings by triggers, whoever writes the booking; nobody else writes them.

begin;
set local role vexar_owner;

create table vexar.holds (
    profile_id bigint not null,
    booking_id bigint not null,
    line bigint not null,
    seat integer not null,
    session text not null,
    during tstzrange not null,
    places integer not null,
    double_booked boolean not null,
    constraint holds_pkey primary key (profile_id, booking_id, during),
    -- Deferred: a hold is taken just before its booking is written, so that of the rows of one statement each sees
    -- the holds of those before it.
    constraint holds_booking_id_fkey foreign key (profile_id, booking_id)
    references vexar.bookings (profile_id, id) deferrable initially deferred,
    constraint holds_seat_check check (seat >= 1 and (seat <= places or double_booked)),
    constraint holds_during_check check (not isempty(during)),
    constraint holds_seat_taken
    exclude using gist (profile_id with =, line with =, seat with =, during with &&),
    -- Different sessions never meet on a line, but for those let through on purpose.
    constraint holds_session_met
    exclude using gist (profile_id with =, line with =, session with <>, during with &&)
    where (not double_booked)
);
comment on table vexar.holds is
'Time taken: one row an appointment; a stay has one row for each run of nights in the same seat.';
comment on column vexar.holds.line is
'0: the profile''s own line. Above 0: a staff member. Below 0: a rental object, negated.';
comment on column vexar.holds.seat is '1 to places; above it only for what was double-booked on purpose.';
comment on column vexar.holds.places is 'The capacity of the service or rental object when the hold was taken.';
comment on column vexar.holds.session is
'Service and times of an appointment: only visitors of the same session may share them. All stays are one session.';
comment on column vexar.holds.during is
'Half-open. Nights of a stay are whole days in UTC: no clock change makes one longer.';

create function vexar.is_holding(booking vexar.bookings) returns boolean
language sql immutable parallel safe
return (booking).status in ('pending', 'confirmed');

create function vexar.line_of(booking vexar.bookings) returns bigint
language sql immutable parallel safe
return case when (booking).kind = 'rental' then -(booking).product_id else coalesce((booking).operator_id, 0) end;

create function vexar.during_of(booking vexar.bookings) returns tstzrange
language sql immutable parallel safe
return case
    when (booking).kind = 'rental' then
        tstzrange(
            (booking).booking_date::timestamp at time zone 'UTC',
            (booking).checkout_date::timestamp at time zone 'UTC'
        )
    else tstzrange((booking).starts_at, (booking).ends_at)
end;

create function vexar.session_of(booking vexar.bookings) returns text
language sql immutable parallel safe
return case
    when (booking).kind = 'rental' then 'stay'
    else
        coalesce((booking).product_id, 0)::text
        || '@' || extract(epoch from (booking).starts_at at time zone 'UTC')::bigint::text
        || '+' || (booking).duration_minutes::text
end;

create function vexar.holds_differ(a vexar.bookings, b vexar.bookings) returns boolean
language sql immutable parallel safe
return (vexar.line_of(a), vexar.session_of(a), vexar.during_of(a))
is distinct from (vexar.line_of(b), vexar.session_of(b), vexar.during_of(b));

-- What asks the tables is in PL/pgSQL, which keeps its plans: a function in SQL would be planned again with every
-- booking, at several times the cost of all the rest. These run inside hold_booking, with its rights and search path.
create function vexar.places_for(booking vexar.bookings) returns integer
language plpgsql stable
as $$
begin
    return coalesce(
        (
            select p.capacity
            from vexar.products as p
            where p.profile_id = booking.profile_id and p.id = booking.product_id
        ),
        1
    );
end
$$;

create function vexar.busiest(profile bigint, of_line bigint, within tstzrange) returns bigint
language plpgsql stable
as $$
begin
    return (
        with
        met as materialized (
            select h.during
            from vexar.holds as h
            where h.profile_id = profile and h.line = of_line and h.during && within
        ),
        edges as (
            select greatest(lower(m.during), lower(within)) as at_instant, 1 as step
            from met as m
            union all
            select upper(m.during), -1
            from met as m
        ),
        levels as (
            -- Ends before beginnings at the same instant: ranges are half-open.
            select sum(e.step) over (order by e.at_instant, e.step) as level
            from edges as e
        )
        select coalesce(max(l.level), 0)
        from levels as l
    );
end
$$;
comment on function vexar.busiest(bigint, bigint, tstzrange) is
'How many hold a line at its busiest moment within a range.';

create function vexar.is_free_for(booking vexar.bookings, places integer) returns boolean
language plpgsql stable
as $$
declare
    its_line bigint := vexar.line_of(booking);
    its_session text := vexar.session_of(booking);
    its_time tstzrange := vexar.during_of(booking);
    met bigint;
    met_another_session boolean;
begin
    select count(*), coalesce(bool_or(h.session <> its_session), false)
    into met, met_another_session
    from vexar.holds as h
    where h.profile_id = booking.profile_id and h.line = its_line and h.during && its_time;
    return case
        when met_another_session then false
        -- Too few to fill any moment.
        when met < places then true
        else vexar.busiest(booking.profile_id, its_line, its_time) < places
    end;
end
$$;
comment on function vexar.is_free_for(vexar.bookings, integer) is
'Whether a booking without a hold may take its time. Right only while the profile''s clock is held: then nobody else is'
' deciding.';

create function vexar.next_seat(
    profile bigint, of_line bigint, wanted tstzrange, places integer, out seat integer, out free_until timestamptz
)
language plpgsql stable
as $$
begin
    -- Mostly nothing is met at all, and planning what follows costs more than the rest of taking a hold.
    if not exists (
        select from vexar.holds as h
        where h.profile_id = profile and h.line = of_line and h.during && wanted
    ) then
        seat := 1;
        free_until := upper(wanted);
        return;
    end if;
    with
    met as materialized (
        select h.seat, h.during
        from vexar.holds as h
        where h.profile_id = profile and h.line = of_line and h.during && wanted
    )
    select
        s.seat,
        least((select min(lower(m.during)) from met as m where m.seat = s.seat), upper(wanted)) as until
    into strict seat, free_until
    from generate_series(1, coalesce(places, (select coalesce(max(m.seat), 0) + 1 from met as m))) as s (seat)
    where not exists (select from met as m where m.seat = s.seat and m.during @> lower(wanted))
    order by until desc, s.seat
    limit 1;
end
$$;
comment on function vexar.next_seat(bigint, bigint, tstzrange, integer) is
'The seat that is free at the beginning of a range and stays free longest, and until when. Places null: there is no'
' last seat.';

create function vexar.take_hold(booking vexar.bookings, places integer) returns void
language plpgsql
as $$
declare
    its_line bigint := vexar.line_of(booking);
    its_session text := vexar.session_of(booking);
    remaining tstzrange := vexar.during_of(booking);
    place record;
begin
    -- One round for an appointment. A stay may change seats on the way: what counts is how many hold each night, and
    -- while fewer than all places are held on each, each night has a free one among them.
    while not isempty(remaining) loop
        place := vexar.next_seat(
            booking.profile_id, its_line, remaining, case when not booking.double_booked then places end
        );
        insert into vexar.holds (profile_id, booking_id, line, seat, session, during, places, double_booked)
        values (
            booking.profile_id, booking.id, its_line, place.seat, its_session,
            tstzrange(lower(remaining), place.free_until), places, booking.double_booked
        );
        remaining := tstzrange(place.free_until, upper(remaining));
    end loop;
end
$$;
comment on function vexar.take_hold(vexar.bookings, integer) is
'Takes seats for a booking. Whether it may, is_free_for has said before; were that wrong, the constraints refuse.';

create function vexar.hold_booking() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    had_hold boolean := tg_op = 'UPDATE' and vexar.is_holding(old);
    retakes boolean := tg_op = 'UPDATE'
        and (
            vexar.holds_differ(old, new)
            or (new.kind = 'service' and current_setting('vexar.retake_holds', true) is not distinct from 'on')
        );
    places integer;
begin
    if had_hold and (retakes or not vexar.is_holding(new)) then
        delete from vexar.holds as h where h.profile_id = old.profile_id and h.booking_id = old.id;
    end if;
    if not vexar.is_holding(new) or (had_hold and not retakes) then
        -- Takes no time now: what double_booked says of the time it took before stays.
        new.double_booked := tg_op = 'UPDATE' and old.double_booked;
        return new;
    end if;
    places := vexar.places_for(new);
    if vexar.is_free_for(new, places) then
        new.double_booked := false;
    elsif not new.double_booked then
        raise exception 'the time is taken'
            using errcode = 'exclusion_violation', schema = 'vexar', table = 'holds', constraint = 'holds_time_taken';
    end if;
    perform vexar.take_hold(new, places);
    return new;
end
$$;

-- Named to fire after prepare_booking, which settles the times: triggers of one kind fire in the order of their names.
create trigger take_hold_of_new before insert on vexar.bookings
for each row execute function vexar.hold_booking();
create trigger take_hold before update on vexar.bookings
for each row when (old.* is distinct from new.*) execute function vexar.hold_booking();

-- A profile that moves to another zone: its bookings keep their wall time and hold it at its new instants. Where the
-- two zones change their clocks on different days, bookings may meet that did not before: all stay, the later ones
-- marked, and what was double-booked already gives way to the rest.
create function vexar.move_to_zone() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    moved bigint;
begin
    -- Before looking at the bookings: somebody may just be making one, by the old zone.
    perform vexar.touch_clock(new.id);
    delete from vexar.holds as h where h.profile_id = new.id and h.line >= 0;
    perform set_config('vexar.retake_holds', 'on', true);
    for moved in
        select b.id
        from vexar.bookings as b
        where b.profile_id = new.id
        order by b.double_booked, b.id
    loop
        update vexar.bookings as b
        set changed_ts = 0, double_booked = true
        where b.profile_id = new.id and b.id = moved;
    end loop;
    perform set_config('vexar.retake_holds', '', true);
    return null;
end
$$;

create trigger move_to_zone after update on vexar.profiles
for each row when (old.timezone is distinct from new.timezone) execute function vexar.move_to_zone();

alter table vexar.holds enable row level security;
create policy tenant on vexar.holds for select to vexar_app
using (profile_id = (select vexar.current_profile_id()));
create policy own_view on vexar.holds as restrictive for select to vexar_app
using (
    (select vexar.viewing_operator_id()) is null
    or exists (
        select from vexar.bookings as b
        where b.profile_id = holds.profile_id and b.id = holds.booking_id
    )
);
create policy every_tenant on vexar.holds for select to vexar_admin using (true);
grant select on table vexar.holds to vexar_app, vexar_admin;

commit;
