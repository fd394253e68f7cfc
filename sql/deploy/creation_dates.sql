-- Deploy vexar:creation_dates to pg
-- requires: bookings
-- A booking is dated when it is made, not when its transaction began to wait for the clock.

begin;
set local role vexar_owner;

create or replace function vexar.prepare_booking() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    new.changed_ts := vexar.touch_clock(new.profile_id);
    if tg_op = 'INSERT' then
        -- Not the default, now(): this transaction may have waited for the clock while others changed things. Who brings
        -- bookings along from elsewhere says when they were made.
        if new.created_at = now() then
            new.created_at := clock_timestamp();
            new.updated_at := new.created_at;
        end if;
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
    new.updated_at := clock_timestamp();
    return vexar.derive(
        new,
        may_skip => (new.booking_date, new.start_time) is not distinct from (old.booking_date, old.start_time)
    );
end
$$;

commit;
