-- Revert vexar:outbox_depth from pg

begin;
set local role vexar_owner;

drop function vexar.outbox_depth();

commit;
