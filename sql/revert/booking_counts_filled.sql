-- Revert vexar:booking_counts_filled from pg
-- Counts that are right need not be taken back.

begin;
set local role vexar_owner;
set local lock_timeout = '500ms';

alter table vexar.booking_counts drop constraint if exists booking_counts_check;

commit;
