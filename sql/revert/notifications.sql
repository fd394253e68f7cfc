-- Revert vexar:notifications from pg

begin;
set local role vexar_owner;

drop table vexar.notifications;

commit;
