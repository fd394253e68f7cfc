-- Revert vexar:view_departures from pg

begin;
set local role vexar_owner;

drop trigger record_narrowed_view on vexar.staff;
drop function vexar.record_narrowed_view();

commit;
