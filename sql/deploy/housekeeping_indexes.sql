-- Deploy vexar:housekeeping_indexes to pg
-- requires: housekeeping
-- What housekeeping looks for, by age. Built beside the service, which is not to wait, and so in no transaction
-- (PostgreSQL documentation, CREATE INDEX, Building Indexes Concurrently): what a build that was cut off has left is
-- dropped first.

set client_min_messages = warning;
set role vexar_owner;

drop index concurrently if exists vexar.notifications_settled_idx;
create index concurrently notifications_settled_idx on vexar.notifications (created_at)
where state in ('failed', 'cancelled') or (state = 'sent' and kind <> 'review_request');

drop index concurrently if exists vexar.review_tokens_created_at_idx;
create index concurrently review_tokens_created_at_idx on vexar.review_tokens (created_at);
