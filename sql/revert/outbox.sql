-- Revert vexar:outbox from pg

begin;
set local role vexar_owner;

revoke update (state, attempts, next_attempt_at, locked_until) on table vexar.notifications from vexar_admin;
drop function vexar.settle_notification(bigint, bigint, timestamptz, text, text, integer, interval);
drop function vexar.claim_notification(bigint, interval, bigint[]);
drop trigger note_queued on vexar.notifications;
drop function vexar.note_queued();
drop table vexar.review_tokens;
drop index vexar.notifications_due_idx;
comment on column vexar.notifications.next_attempt_at is null;
alter table vexar.notifications drop column told_version;
alter table vexar.profiles drop column email;

commit;
