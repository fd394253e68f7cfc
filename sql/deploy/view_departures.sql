-- Deploy vexar:view_departures to pg
-- requires: history
-- A staff member who may no longer see everything: what leaves the view is told by the feed, as what is given to
-- somebody else is.

begin;
set local role vexar_owner;

create function vexar.record_narrowed_view() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    ts bigint := vexar.touch_clock(new.profile_id);
begin
    insert into vexar.booking_departures as d (profile_id, operator_id, booking_id, changed_ts)
    select b.profile_id, new.id, b.id, ts
    from vexar.bookings as b
    where b.profile_id = new.profile_id and b.operator_id is distinct from new.id
    on conflict on constraint booking_departures_pkey do update
    set changed_ts = excluded.changed_ts;
    return null;
end
$$;

create trigger record_narrowed_view after update on vexar.staff
for each row when (old.can_view_all and not new.can_view_all) execute function vexar.record_narrowed_view();

commit;
