-- Deploy vexar:booking_counts_filled to pg
-- requires: booking_counts
-- Counts what was booked before it was counted, a profile a transaction: the changes of that profile wait meanwhile,
-- two seconds for a million bookings. Whatever cuts it off, it can be run again.

set client_min_messages = warning;
set lock_timeout = '10s';
set role vexar_owner;

do $$
declare
    uncounted bigint;
begin
    for uncounted in select p.id from vexar.profiles as p order by p.id loop
        perform vexar.recount_bookings(uncounted);
        commit;
    end loop;
end
$$;

-- No sooner: while only what is new was counted, what left its status could come to less than none, and the change
-- would have been refused.
begin;
set local lock_timeout = '500ms';
alter table vexar.booking_counts drop constraint if exists booking_counts_check;
alter table vexar.booking_counts add constraint booking_counts_check
check (least(pending, confirmed, completed, cancelled) >= 0) not valid;
commit;
