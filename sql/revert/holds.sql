-- Revert vexar:holds from pg

begin;
set local role vexar_owner;

drop trigger move_to_zone on vexar.profiles;
drop trigger take_hold on vexar.bookings;
drop trigger take_hold_of_new on vexar.bookings;
drop function vexar.move_to_zone();
drop function vexar.hold_booking();
drop function vexar.take_hold(vexar.bookings, integer);
drop function vexar.next_seat(bigint, bigint, tstzrange, integer);
drop function vexar.is_free_for(vexar.bookings, integer);
drop function vexar.places_for(vexar.bookings);
drop function vexar.busiest(bigint, bigint, tstzrange);
drop function vexar.holds_differ(vexar.bookings, vexar.bookings);
drop function vexar.session_of(vexar.bookings);
drop function vexar.during_of(vexar.bookings);
drop function vexar.line_of(vexar.bookings);
drop function vexar.is_holding(vexar.bookings);
drop table vexar.holds;

commit;
