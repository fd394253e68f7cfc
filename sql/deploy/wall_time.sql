-- Deploy vexar:wall_time to pg
-- requires: tenancy
-- Wall time to instants, by PostgreSQL's own zone data.

begin;
set local role vexar_owner;

create function vexar.instant_at(wall timestamp, zone text) returns timestamptz
language plpgsql immutable strict parallel safe
as $$
declare
    -- PostgreSQL reads a doubled wall time as the later of the two and moves a skipped one. The offset that held 24
    -- hours before gives the earlier reading.
    later timestamptz := wall at time zone zone;
    day_before timestamptz := later - interval '24 hours';
    usual_offset interval := (day_before at time zone zone) - (day_before at time zone 'UTC');
    earlier timestamptz := (wall - usual_offset) at time zone 'UTC';
begin
    -- Whichever reading shows the same wall time again is right; none does where the clocks skip it.
    return case wall
        when earlier at time zone zone then earlier
        when later at time zone zone then later
    end;
end
$$;
comment on function vexar.instant_at(timestamp, text) is
'The instant of a wall time in a zone: the earlier one where clocks show it twice, null where they skip it. Immutable'
' as PostgreSQL''s own at time zone is: until the zone''s rules change.';
grant execute on function vexar.instant_at(timestamp, text) to vexar_app, vexar_admin;

commit;
