-- Deploy vexar:wall_time to pg
-- requires: tenancy
-- Wall time to instants, by PostgreSQL's own zone data.

begin;
set local role vexar_owner;

create function vexar.instant_at(wall timestamp, zone text) returns timestamptz
language sql immutable strict parallel safe
set search_path = ''
begin atomic
    -- PostgreSQL reads a doubled wall time as the later of the two and moves a skipped one. The offset that held 24
    -- hours before gives the earlier reading; whichever reading shows the same wall time again is right, none if the
    -- clocks skip it.
    with
    usual as (select wall at time zone zone as moment),
    offsets as (
        select
            u.moment,
            ((u.moment - interval '24 hours') at time zone zone)
            - ((u.moment - interval '24 hours') at time zone 'UTC') as before
        from usual as u
    ),
    readings as (
        select
            o.moment as later,
            (wall - o.before) at time zone 'UTC' as earlier
        from offsets as o
    )
    select
        case
            when (r.earlier at time zone zone) = wall then r.earlier
            when (r.later at time zone zone) = wall then r.later
        end
    from readings as r;
end;
comment on function vexar.instant_at(timestamp, text) is
'The instant of a wall time in a zone: the earlier one where clocks show it twice, null where they skip it.';

commit;
