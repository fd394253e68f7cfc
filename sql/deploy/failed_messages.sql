-- Deploy vexar:failed_messages to pg
-- requires: outbox
-- Messages that were given up, by when: few, and found without reading all that were sent. Not in a transaction, since
-- bookings are made while the index is built; what an interrupted build has left is built anew.

set role vexar_owner;
drop index concurrently if exists vexar.notifications_failed_idx;
create index concurrently notifications_failed_idx on vexar.notifications (next_attempt_at)
where state = 'failed';
