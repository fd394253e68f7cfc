-- Revert vexar:booking_counts from pg

begin;
set local role vexar_owner;
set local lock_timeout = '500ms';

drop trigger count_new_booking on vexar.bookings;
drop trigger count_booking on vexar.bookings;
drop trigger forget_counts on vexar.bookings;
drop function vexar.recount_bookings(bigint);
drop function vexar.forget_counts();
drop function vexar.count_booking();
drop table vexar.booking_counts;

commit;
