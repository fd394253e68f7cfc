-- Revert vexar:housekeeping from pg

begin;
set local role vexar_owner;

drop function vexar.delete_history(bigint, bigint, timestamptz, integer);
drop function vexar.delete_review_tokens(timestamptz, integer);
drop function vexar.delete_messages(timestamptz, integer);
drop function vexar.delete_idempotency_keys(integer);
drop function vexar.require_age(timestamptz, interval);

commit;
