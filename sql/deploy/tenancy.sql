-- Deploy vexar:tenancy to pg
-- requires: roles
-- Who speaks: four settings, valid for one transaction (set_config(name, value, true)).

begin;
set local role vexar_owner;

create function vexar.current_profile_id() returns bigint
language sql stable parallel safe
return nullif(current_setting('vexar.profile_id', true), '')::bigint;

comment on function vexar.current_profile_id() is
'The tenant of this transaction (setting vexar.profile_id), null where none is set: row-level security then shows'
' nothing.';

create function vexar.viewing_operator_id() returns bigint
language sql stable parallel safe
return nullif(current_setting('vexar.viewing_operator_id', true), '')::bigint;

comment on function vexar.viewing_operator_id() is
'Set (vexar.viewing_operator_id) for a staff key that sees its own bookings alone; null for everybody else.';

create function vexar.actor_type() returns text
language sql stable parallel safe
return coalesce(nullif(current_setting('vexar.actor_type', true), ''), 'system');

comment on function vexar.actor_type() is
'Who changes something, for the history: owner, staff, visitor; system where the setting vexar.actor_type is missing.';

create function vexar.actor_operator_id() returns bigint
language sql stable parallel safe
return nullif(current_setting('vexar.actor_operator_id', true), '')::bigint;

comment on function vexar.actor_operator_id() is
'The staff member who changes something (vexar.actor_operator_id), null for the owner and the system.';

grant execute on function vexar.current_profile_id(), vexar.viewing_operator_id() to vexar_app, vexar_admin;

commit;
