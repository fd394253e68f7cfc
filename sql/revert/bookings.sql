-- Revert vexar:bookings from pg

begin;
set local role vexar_owner;

drop trigger touch_clock on vexar.bookings;
drop trigger prepare_booking on vexar.bookings;
drop trigger prepare_new_booking on vexar.bookings;
drop trigger lock_clocks on vexar.bookings;
drop function vexar.prepare_booking();
drop function vexar.derive(vexar.bookings, boolean);
drop table vexar.bookings;
drop function vexar.search_form(text);

commit;
