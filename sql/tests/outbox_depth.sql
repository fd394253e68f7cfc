-- What is told of the outbox to whoever watches it.
begin;
\ir fixture.psql
select plan(9);

-- Nobody else's messages in this transaction.
update vexar.notifications
set state = 'cancelled', locked_until = null
where state in ('queued', 'sending', 'failed');
select is(
    concat_ws(' ', d.queued, d.sending, d.failed, d.oldest_due_seconds), '0 0 0 0', 'an empty outbox'
)
from vexar.outbox_depth() as d;

select pg_temp.new_profile() as one \gset
select pg_temp.new_profile() as two \gset
create function pg_temp.queue(profile bigint, messages integer) returns void
language plpgsql
as $$
declare
    booking bigint;
begin
    perform pg_temp.speak(profile);
    booking := pg_temp.book('2030-05-06 10:00', 60, double_booked => true);
    insert into vexar.notifications (profile_id, booking_id, booking_version, kind, cause, recipient)
    select profile, booking, n, 'rescheduled', 'request', 'jane@example.org'
    from generate_series(1, messages) as n;
end
$$;
select pg_temp.queue(:one, 3), pg_temp.queue(:two, 2) \g /dev/null
update vexar.notifications set next_attempt_at = now() + interval '1 hour' where profile_id in (:one, :two);
select is(d.queued, 5::bigint, 'those of all profiles') from vexar.outbox_depth() as d;
select is(d.oldest_due_seconds, 0::double precision, 'what is not due yet has no age') from vexar.outbox_depth() as d;

update vexar.notifications set next_attempt_at = now() - interval '90 seconds'
where profile_id = :two and booking_version = 1;
select ok(d.oldest_due_seconds between 90 and 120, 'the age of the oldest that is due') from vexar.outbox_depth() as d;

select c.id, c.leased_until from vexar.claim_notification(0, '2 minutes') as c \gset
select is(array[d.queued, d.sending], array[4, 1]::bigint[], 'one is being sent') from vexar.outbox_depth() as d;
select is(d.oldest_due_seconds, 0::double precision, 'and waits no more') from vexar.outbox_depth() as d;

select vexar.settle_notification(:two, :id, :'leased_until', 'failed', 'no such user') \g /dev/null
select is(array[d.queued, d.sending, d.failed], array[4, 0, 1]::bigint[], 'it was given up')
from vexar.outbox_depth() as d;
update vexar.notifications set next_attempt_at = now() - interval '25 hours' where state = 'failed';
select is(d.failed, 0::bigint, 'a day later it is history') from vexar.outbox_depth() as d;

set local role vexar_app;
select set_config('vexar.profile_id', :'one', true) \g /dev/null
select is(d.queued, 4::bigint, 'the service is told of all profiles, whoever speaks') from vexar.outbox_depth() as d;
reset role;

select * from finish();
rollback;
