-- Revert vexar:announcements from pg

begin;
set local role vexar_owner;

drop trigger announce_deletion on vexar.profiles;
drop function vexar.announce_deletion();
drop trigger touch_everything on vexar.api_keys;
drop trigger touch_everything on vexar.bookings;
drop trigger touch_everything on vexar.overrides;
drop trigger touch_everything on vexar.schedules;
drop trigger touch_everything on vexar.staff_products;
drop trigger touch_everything on vexar.products;
drop trigger touch_everything on vexar.staff;
drop trigger touch_everything on vexar.profile_settings;
drop function vexar.touch_everything();
drop trigger touch_access_on_delete on vexar.staff;
drop trigger touch_access on vexar.staff;
drop trigger touch_access_on_delete on vexar.api_keys;
drop trigger touch_access on vexar.api_keys;
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
    if not found then
        -- Moved by this transaction before, or the profile is made by it.
        select c.ts into moved from vexar.profile_clocks as c where c.profile_id = profile;
    end if;
    return moved;
end
$$;

drop function vexar.access_moved(pg_snapshot);
drop function vexar.clocks_moved(pg_snapshot);
drop function vexar.announce_changes(bigint[], bigint[]);
drop function vexar.touch_access();
drop table vexar.access_clocks;
drop index vexar.profile_clocks_xact_idx;

commit;
