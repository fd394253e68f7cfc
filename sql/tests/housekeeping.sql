-- What housekeeping deletes, and what it leaves alone.
begin;
\ir fixture.psql
select plan(18);

select pg_temp.new_profile() as profile \gset
select pg_temp.speak(:profile) \g /dev/null
select pg_temp.book('2020-05-06 10:00', 60) as past \gset
select pg_temp.book('2090-05-06 10:00', 60) as coming \gset

-- As of a year ago, but for what is named young.
create function pg_temp.message(booking bigint, of_kind text, in_state text, called text, age interval default '1 year')
returns void
language sql
as $$
    insert into vexar.notifications (
        profile_id, booking_id, booking_version, kind, cause, recipient, state, sent_at, locked_until, created_at,
        last_error
    )
    values (
        vexar.current_profile_id(), booking, 1, of_kind, 'request', 'jane@example.org', in_state,
        case in_state when 'sent' then now() end, case in_state when 'sending' then now() end, now() - age, called
    )
$$;
select
    pg_temp.message(:past, 'confirmed', 'sent', 'sent'),
    pg_temp.message(:past, 'confirmed', 'failed', 'failed'),
    pg_temp.message(:past, 'review_request', 'cancelled', 'withdrawn review'),
    pg_temp.message(:past, 'review_request', 'failed', 'failed review'),
    pg_temp.message(:past, 'review_request', 'sent', 'review'),
    pg_temp.message(:past, 'confirmed', 'queued', 'queued'),
    pg_temp.message(:past, 'confirmed', 'sending', 'sending'),
    pg_temp.message(:past, 'confirmed', 'sent', 'young', '9 days'),
    pg_temp.message(:coming, 'confirmed', 'sent', 'coming') \g /dev/null

insert into vexar.review_tokens (profile_id, token_hash, booking_id, created_at)
select :profile, sha256(t.name::bytea), t.booking, now() - t.age
from (
    values
    ('old', :past, interval '1 year'), ('young', :past, interval '9 days'), ('coming', :coming, interval '1 year')
) as t (name, booking, age);

insert into vexar.idempotency_keys (profile_id, operator_id, key, request_hash, status, body, created_at)
select :profile, 0, k.key, sha256(''), 200, '', now() - k.age
from (
    values
    ('old', interval '24 hours 1 second'), ('older', interval '1 year'), ('young', interval '23 hours 59 minutes')
) as k (key, age);

update vexar.booking_history set at = now() - interval '1 year' where profile_id = :profile;
update vexar.bookings set visitor_note = 'Later' where profile_id = :profile and id = :past;

-- Who may.
set local session authorization vexar_app;
select is(pg_temp.refusal(s.statement), '42501', 'vexar_app: ' || s.statement)
from (
    values
    ('select vexar.delete_idempotency_keys(1)'),
    ('select vexar.delete_messages(now() - interval ''1 year'', 1)'),
    ('select vexar.delete_review_tokens(now() - interval ''1 year'', 1)'),
    ('select vexar.delete_history(1, 0, now() - interval ''1 year'', 1)')
) as s (statement);
reset session authorization;
set local session authorization vexar_admin;
select is(pg_temp.refusal(s.statement), s.state, 'vexar_admin: ' || s.statement)
from (
    values
    ('select vexar.delete_messages(now() - interval ''6 days'', 1)', '22023'),
    ('select vexar.delete_messages(null, 1)', '22023'),
    ('select vexar.delete_review_tokens(now() - interval ''6 days'', 1)', '22023'),
    ('select vexar.delete_history(1, 0, now() - interval ''29 days'', 1)', '22023'),
    ('delete from vexar.booking_history', '42501'),
    ('delete from vexar.notifications', '42501')
) as s (statement, state);

-- Messages, a batch at a time.
reset session authorization;
select cmp_ok(vexar.delete_messages(now() - interval '180 days', 1), '=', 1, 'a batch is as large as was asked');
select cmp_ok(vexar.delete_messages(now() - interval '180 days', 1000000), '>=', 3, 'the rest in one');
select set_eq(
    format('select n.last_error from vexar.notifications as n where n.profile_id = %s', :profile),
    $$values ('review'), ('queued'), ('sending'), ('young'), ('coming')$$,
    'what is not settled stays, and what is young, or of a booking to come, and the review that was asked for'
);

select vexar.delete_review_tokens(now() - interval '180 days', 1000000) \g /dev/null
select set_eq(
    format('select t.token_hash from vexar.review_tokens as t where t.profile_id = %s', :profile),
    $$values (sha256('young')), (sha256('coming'))$$,
    'review tokens go with their bookings'
);

select vexar.delete_idempotency_keys(1000000) \g /dev/null
select set_eq(
    format('select k.key from vexar.idempotency_keys as k where k.profile_id = %s', :profile),
    $$values ('young')$$,
    'answers count for 24 hours'
);

-- History, a page at a time.
select results_eq(
    format(
        'select d.deleted, d.last_id is null from vexar.delete_history(%s, 0, now() - interval ''180 days'', 1) as d',
        :profile
    ),
    $$values (1, false)$$,
    'a page of history, and where to go on'
);
select results_eq(
    format(
        'select d.deleted, d.last_id is null from vexar.delete_history(%s, 0, now() - interval ''180 days'', 10) as d',
        :profile
    ),
    $$values (0, true)$$,
    'the rest is young, or of a booking to come'
);
select set_eq(
    format('select h.booking_id, h.action from vexar.booking_history as h where h.profile_id = %s', :profile),
    format('values (%s::bigint, ''updated''), (%s::bigint, ''created'')', :past, :coming),
    'which stays'
);

select * from finish();
rollback;
