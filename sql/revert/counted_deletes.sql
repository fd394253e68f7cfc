-- Revert vexar:counted_deletes from pg

begin;

set local role vexar_owner;
set local lock_timeout = '500ms';

drop trigger lock_clock on vexar.bookings;
drop function vexar.lock_clock_of_deleted();

commit;
