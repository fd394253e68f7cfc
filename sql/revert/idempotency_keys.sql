-- Revert vexar:idempotency_keys from pg

begin;
set local role vexar_owner;

drop table vexar.idempotency_keys;

commit;
