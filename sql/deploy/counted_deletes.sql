-- Deploy vexar:counted_deletes to pg
-- requires: booking_counts
-- Who deletes a booking without naming its profile (psql) takes the profile's clock before the booking is counted, as
-- who changes one does: else the minus fell on a row that a recount beside it had just removed.

begin;

set local role vexar_owner;
set local lock_timeout = '500ms';

create function vexar.lock_clock_of_deleted() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform vexar.lock_clock(old.profile_id);
    return old;
end
$$;

create trigger lock_clock before delete on vexar.bookings
for each row execute function vexar.lock_clock_of_deleted();

commit;
