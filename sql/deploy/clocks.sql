-- Deploy vexar:clocks to pg
-- requires: profiles
-- A profile's clock: the timestamp that poll returns, the cursor of changed_since, and the lock under which a
-- profile's changes happen one after the other.

begin;
set local role vexar_owner;

create table vexar.profile_clocks (
    profile_id bigint not null,
    ts bigint not null,
    xact xid8 not null default pg_current_xact_id(),
    constraint profile_clocks_pkey primary key (profile_id),
    constraint profile_clocks_profile_id_fkey foreign key (profile_id) references vexar.profiles (id)
)
-- The row changes with every booking: room on its page keeps the updates heap-only.
with (fillfactor = 50);
comment on table vexar.profile_clocks is
'When each profile changed last; strictly increasing with every committed change.';
comment on column vexar.profile_clocks.ts is
'Unix second of the last change, or a little ahead of it after a burst: greatest(now, ts + 1).';
comment on column vexar.profile_clocks.xact is 'The transaction that moved it last: one transaction moves it once.';

create function vexar.lock_clock(profile bigint) returns bigint
language plpgsql
as $$
declare
    locked bigint;
begin
    select c.ts
    into locked
    from vexar.profile_clocks as c
    where c.profile_id = profile
    for no key update;
    return locked;
end
$$;
comment on function vexar.lock_clock(bigint) is
'Takes the profile''s clock without moving it: whoever is going to change something takes it first, so that changes of'
' one profile queue here and nowhere else.';

create function vexar.touch_clock(profile bigint) returns bigint
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
    if not found then
        -- Moved by this transaction before, or the profile is made by it.
        select c.ts into moved from vexar.profile_clocks as c where c.profile_id = profile;
    end if;
    return moved;
end
$$;
comment on function vexar.touch_clock(bigint) is
'Moves the profile''s clock, once a transaction, and holds it to the commit: within a profile the order of ts is the'
' order of commits.';

create function vexar.start_clock() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into vexar.profile_clocks (profile_id, ts)
    values (new.id, floor(extract(epoch from clock_timestamp()))::bigint);
    return null;
end
$$;

-- Fires before a statement locks its first row, so that every change takes its profile's clock first, and no two wait
-- for each other. Whoever names no tenant, in psql or in a migration, takes clocks row by row and may meet a change in
-- a deadlock, which the service tries again. Taking all clocks for them would rule that out, and let one transaction
-- left open in psql stop every profile.
create function vexar.lock_clocks() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if pg_trigger_depth() > 1 then
        -- The statement whose trigger this one comes from has taken them.
        return null;
    end if;
    if vexar.current_profile_id() is not null then
        perform vexar.lock_clock(vexar.current_profile_id());
    end if;
    return null;
end
$$;

-- For every table whose rows the grid shows.
create function vexar.touch_clock_of_row() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op <> 'INSERT' then
        perform vexar.touch_clock(old.profile_id);
    end if;
    if tg_op <> 'DELETE' then
        perform vexar.touch_clock(new.profile_id);
    end if;
    return null;
end
$$;

create function vexar.touch_clock_of_profile() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform vexar.touch_clock(new.id);
    return null;
end
$$;

create trigger start_clock after insert on vexar.profiles
for each row execute function vexar.start_clock();
create trigger lock_clocks before update on vexar.profiles
for each statement execute function vexar.lock_clocks();
create trigger touch_clock after update on vexar.profiles
for each row when (old.* is distinct from new.*) execute function vexar.touch_clock_of_profile();
create trigger lock_clocks before insert or update or delete on vexar.profile_settings
for each statement execute function vexar.lock_clocks();
create trigger touch_clock after insert or delete on vexar.profile_settings
for each row execute function vexar.touch_clock_of_row();
create trigger touch_clock_on_change after update on vexar.profile_settings
for each row when (old.* is distinct from new.*) execute function vexar.touch_clock_of_row();

alter table vexar.profile_clocks enable row level security;
create policy tenant on vexar.profile_clocks for select to vexar_app
using (profile_id = (select vexar.current_profile_id()));
create policy every_tenant on vexar.profile_clocks for select to vexar_admin using (true);
grant select on table vexar.profile_clocks to vexar_app, vexar_admin;

create function vexar.lock_own_clock() returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return vexar.lock_clock(vexar.current_profile_id());
end
$$;
comment on function vexar.lock_own_clock() is
'lock_clock for the tenant of this transaction: what the service calls first in every change.';
-- Locking needs no more than reading would: the tenant that is set, and none else.
grant execute on function vexar.lock_own_clock() to vexar_app, vexar_admin;

commit;
