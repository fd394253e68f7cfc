-- Revert vexar:housekeeping_indexes from pg

set client_min_messages = warning;
set role vexar_owner;

drop index concurrently if exists vexar.review_tokens_created_at_idx;
drop index concurrently if exists vexar.notifications_settled_idx;
