-- Revert vexar:profiles from pg

begin;
set local role vexar_owner;

drop table vexar.profile_settings;
drop table vexar.profiles;

commit;
