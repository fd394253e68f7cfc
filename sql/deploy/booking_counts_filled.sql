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
