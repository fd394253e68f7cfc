-- Revert vexar:announcements from pg

begin;
set local role vexar_owner;

drop trigger touch_access_on_delete on vexar.staff;
drop trigger touch_access on vexar.staff;
drop trigger touch_access_on_delete on vexar.api_keys;
drop trigger touch_access on vexar.api_keys;
drop function vexar.access_moved(pg_snapshot);
drop function vexar.clocks_moved(pg_snapshot);
drop function vexar.announce_profile(bigint);
drop function vexar.announce_changes(bigint[], bigint[]);
drop function vexar.touch_access();
drop table vexar.access_clocks;
drop index vexar.profile_clocks_xact_idx;

commit;
