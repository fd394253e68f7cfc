-- Revert vexar:wall_time from pg

begin;
set local role vexar_owner;

drop function vexar.instant_at(timestamp, text);

commit;
