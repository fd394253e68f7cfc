-- The outbox and the kept answers: what their constraints promise the notifier and the clients.
begin;
\ir fixture.psql
select plan(11);

select pg_temp.new_profile() as profile \gset
select pg_temp.speak(:profile) \g /dev/null
set local role vexar_app;
select pg_temp.book('2030-05-06 10:00', 60) as booking \gset

prepare queue (text, text, integer) as
insert into vexar.notifications (profile_id, booking_id, booking_version, kind, cause, recipient)
values (:profile, :booking, $3, $1, $2, 'jane@example.org');

select is(pg_temp.refusal($$execute queue('confirmed', 'change', 1)$$), null, 'a change is told');
select is(
    pg_temp.refusal($$execute queue('confirmed', 'change', 1)$$), '23505 notifications_change_key', 'but once'
);
select is(pg_temp.refusal($$execute queue('confirmed', 'change', 2)$$), null, 'the next version is another change');
select is(pg_temp.refusal($$execute queue('rescheduled', 'request', 1)$$), null, 'what is asked for');
select is(pg_temp.refusal($$execute queue('rescheduled', 'request', 1)$$), null, 'may be asked for again');
select is(
    pg_temp.refusal($$execute queue('birthday', 'change', 1)$$), '23514 notifications_kind_check',
    'there are four kinds of messages'
);
select is(
    (select array_agg(distinct n.state) from vexar.notifications as n), array['queued'], 'all of them begin queued'
);

-- A state and its timestamp go together.
select is(
    pg_temp.refusal($$update vexar.notifications set state = 'sent'$$), '23514 notifications_sent_at_check',
    'nothing is sent without a time'
);
select is(
    pg_temp.refusal($$update vexar.notifications set state = 'sending'$$), '23514 notifications_locked_until_check',
    'nor being sent without a lease'
);
select is(pg_temp.refusal($$update vexar.notifications set state = 'cancelled'$$), null, 'what waits can be withdrawn');

-- An answer is kept once for each key of each staff member.
prepare keep (bigint) as
insert into vexar.idempotency_keys (profile_id, operator_id, key, request_hash, status, body)
values (:profile, $1, 'k', sha256('k'), 201, '{}');
execute keep(0);
execute keep(1);
select is(
    pg_temp.refusal('execute keep(0)'), '23505 idempotency_keys_pkey', 'one answer is kept for one key of one caller'
);

select * from finish();
rollback;
