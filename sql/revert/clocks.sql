-- Revert vexar:clocks from pg

begin;
set local role vexar_owner;

drop trigger touch_clock_on_change on vexar.profile_settings;
drop trigger touch_clock on vexar.profile_settings;
drop trigger lock_clocks on vexar.profile_settings;
drop trigger touch_clock on vexar.profiles;
drop trigger lock_clocks on vexar.profiles;
drop trigger start_clock on vexar.profiles;
drop function vexar.lock_own_clock();
drop function vexar.touch_clock_of_profile();
drop function vexar.touch_clock_of_row();
drop function vexar.lock_clocks();
drop function vexar.start_clock();
drop function vexar.touch_clock(bigint);
drop function vexar.lock_clock(bigint);
drop table vexar.profile_clocks;

commit;
