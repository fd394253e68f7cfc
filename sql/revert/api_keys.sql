-- Revert vexar:api_keys from pg

begin;
set local role vexar_owner;

drop function vexar.session_of_subject(bigint, bigint);
drop function vexar.session_of_key(bytea);
drop table vexar.api_keys;

commit;
