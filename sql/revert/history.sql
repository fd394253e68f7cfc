-- Revert vexar:history from pg

begin;
set local role vexar_owner;

drop trigger record_departure on vexar.bookings;
drop trigger record_booking on vexar.bookings;
drop trigger record_new_booking on vexar.bookings;
drop function vexar.record_departure();
drop function vexar.record_booking();
drop function vexar.actor_name(bigint);
drop function vexar.booking_facts(vexar.bookings);
drop table vexar.booking_departures;
drop table vexar.booking_history;

commit;
