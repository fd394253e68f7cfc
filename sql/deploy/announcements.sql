-- Deploy vexar:announcements to pg
-- requires: api_keys
-- How a change travels to every process: announced (NOTIFY), and found by looking what has moved since a snapshot, for
-- announcements may be lost.

begin;
set local role vexar_owner;

-- By transaction and not by ts: a transaction that took its ts a minute ago and commits now is found too. It costs the
-- clock's update its place on the page (HOT), which is little beside the dozen index entries of a new booking.
create index profile_clocks_xact_idx on vexar.profile_clocks (xact);

-- Beside the profile's clock: taking a key away must not wait for a change of a booking, nor change what poll says.
create table vexar.access_clocks (
    profile_id bigint not null,
    xact xid8 not null default pg_current_xact_id(),
    constraint access_clocks_pkey primary key (profile_id),
    constraint access_clocks_profile_id_fkey foreign key (profile_id) references vexar.profiles (id)
);
comment on table vexar.access_clocks is
'Which transaction last took something from whoever speaks for a profile; no row where that has never happened.';
comment on column vexar.access_clocks.xact is 'A key revoked, a staff member archived or bound to another view.';
create index access_clocks_xact_idx on vexar.access_clocks (xact);
alter table vexar.access_clocks enable row level security;

create function vexar.touch_access() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into vexar.access_clocks as a (profile_id)
    values (old.profile_id)
    on conflict on constraint access_clocks_pkey do update
    set xact = pg_current_xact_id()
    where a.xact <> pg_current_xact_id();
    -- Rare, and urgent.
    perform pg_notify('vexar_access', old.profile_id::text);
    return null;
end
$$;

create trigger touch_access after update on vexar.api_keys
for each row when (old.* is distinct from new.*) execute function vexar.touch_access();
create trigger touch_access_on_delete after delete on vexar.api_keys
for each row execute function vexar.touch_access();
create trigger touch_access after update on vexar.staff
for each row when (
    (old.is_active, old.can_view_all) is distinct from (new.is_active, new.can_view_all)
) execute function vexar.touch_access();
create trigger touch_access_on_delete after delete on vexar.staff
for each row execute function vexar.touch_access();

create function vexar.announce_changes(profiles bigint[], clocks bigint[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    -- 200 of at most 39 bytes: a payload ends before 8 000.
    perform pg_notify('vexar_changes', string_agg(c.profile || ':' || c.ts, ' '))
    from unnest(profiles, clocks) with ordinality as c (profile, ts, place)
    group by (c.place - 1) / 200;
end
$$;
comment on function vexar.announce_changes(bigint[], bigint[]) is
'Tells every process what the clocks of these profiles have come to: PROFILE:TS, apart by blanks. Whoever changes much'
' does so after the commit, and for many at once: a NOTIFY takes a lock that all others wait for.';

create or replace function vexar.touch_clock(profile bigint) returns bigint
language plpgsql
as $$
declare
    moved bigint;
begin
    update vexar.profile_clocks as c
    set
        ts = greatest(floor(extract(epoch from clock_timestamp()))::bigint, c.ts + 1),
        xact = pg_current_xact_id()
    where c.profile_id = profile and c.xact <> pg_current_xact_id()
    returning c.ts into moved;
    if found then
        -- What the service changes it announces itself, after the commit and many at once, and says so (setting
        -- vexar.announces). Everybody else is rare: an operator, somebody in psql, a migration.
        if current_setting('vexar.announces', true) is distinct from 'on' then
            perform vexar.announce_changes(array[profile], array[moved]);
        end if;
    else
        -- Moved by this transaction before, or the profile is made by it.
        select c.ts into moved from vexar.profile_clocks as c where c.profile_id = profile;
    end if;
    return moved;
end
$$;

-- TRUNCATE fires no triggers of rows: every profile may have lost something.
create function vexar.touch_everything() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform vexar.touch_clock(c.profile_id) from vexar.profile_clocks as c order by c.profile_id;
    insert into vexar.access_clocks as a (profile_id)
    select p.id from vexar.profiles as p
    on conflict on constraint access_clocks_pkey do update
    set xact = pg_current_xact_id();
    perform pg_notify('vexar_access', p.id::text) from vexar.profiles as p;
    return null;
end
$$;

do $$
declare
    emptied text;
begin
    foreach emptied in array array[
        'profile_settings', 'staff', 'products', 'staff_products', 'schedules', 'overrides', 'bookings', 'api_keys'
    ] loop
        execute format(
            'create trigger touch_everything after truncate on vexar.%I
            for each statement execute function vexar.touch_everything()',
            emptied
        );
    end loop;
end
$$;

-- A profile that is deleted, which nobody is granted, leaves no clock to find: announced alone.
create function vexar.announce_deletion() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_notify('vexar_access', old.id::text);
    return null;
end
$$;
create trigger announce_deletion after delete on vexar.profiles
for each row execute function vexar.announce_deletion();

create function vexar.clocks_moved(since pg_snapshot) returns table (profile_id bigint, ts bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    select c.profile_id, c.ts
    from vexar.profile_clocks as c
    where c.xact >= pg_snapshot_xmin(since) and not pg_visible_in_snapshot(c.xact, since);
end
$$;
comment on function vexar.clocks_moved(pg_snapshot) is
'The clocks that were moved by transactions which a snapshot did not see: nothing is missed, however long one took.';

create function vexar.access_moved(since pg_snapshot) returns table (profile_id bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    select a.profile_id
    from vexar.access_clocks as a
    where a.xact >= pg_snapshot_xmin(since) and not pg_visible_in_snapshot(a.xact, since);
end
$$;
comment on function vexar.access_moved(pg_snapshot) is
'The profiles from whose keys or staff something was taken by transactions which a snapshot did not see.';

grant execute on function
vexar.announce_changes(bigint[], bigint[]), vexar.clocks_moved(pg_snapshot), vexar.access_moved(pg_snapshot)
to vexar_app;

commit;
