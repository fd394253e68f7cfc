-- Revert vexar:failed_messages from pg

set role vexar_owner;
drop index concurrently vexar.notifications_failed_idx;
