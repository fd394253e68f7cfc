-- Revert vexar:tenancy from pg

begin;
set local role vexar_owner;

drop function vexar.actor_operator_id();
drop function vexar.actor_type();
drop function vexar.viewing_operator_id();
drop function vexar.current_profile_id();

commit;
