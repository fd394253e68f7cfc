-- Claiming messages and settling what came of them.
begin;
\ir fixture.psql
select plan(29);

-- Nobody else's messages: this transaction alone sees its own, and what others have queued is put off in it.
update vexar.notifications set next_attempt_at = now() + interval '1 year' where state in ('queued', 'sending');
select pg_temp.new_profile() as one \gset
select pg_temp.new_profile() as two \gset
select pg_temp.new_profile() as three \gset

create function pg_temp.queue(profile bigint, messages integer) returns void
language plpgsql
as $$
begin
    perform pg_temp.speak(profile);
    insert into vexar.notifications (profile_id, booking_id, booking_version, kind, cause, recipient)
    select
        profile, pg_temp.book('2030-05-06 10:00', 60, double_booked => true), 1, 'rescheduled', 'request',
        'jane@example.org'
    from generate_series(1, messages);
end
$$;
create temporary table claims (
    place integer generated always as identity, profile bigint, id bigint, until timestamptz
);
create function pg_temp.claim(after_profile bigint) returns bigint
language sql
as $$
    insert into claims (profile, id, until)
    select c.profile_id, c.id, c.leased_until
    from vexar.claim_notification(after_profile, '2 minutes') as c
    returning profile
$$;
select is(pg_temp.claim(0), null, 'nothing waits, nothing is claimed');
select is(coalesce(current_setting('vexar.has_queued', true), ''), '', 'nor has anything been queued');

select pg_temp.queue(:one, 4), pg_temp.queue(:three, 2) \g /dev/null
select is(current_setting('vexar.has_queued', true), 'on', 'a transaction that queues something says so');

-- In turn.
select is(pg_temp.claim(0), :one::bigint, 'the first profile');
select is(pg_temp.claim(:one), :three::bigint, 'then the next that has something');
select is(pg_temp.claim(:three), :one::bigint, 'and round again');
select is(pg_temp.claim(:one), :three::bigint, 'one each');
select is(pg_temp.claim(:two), :one::bigint, 'what has nothing left is passed by, wherever one begins');
select is(
    (select array_agg(c.id order by c.place) from claims as c where c.profile = :one),
    (
        select array_agg(n.id order by n.id)
        from vexar.notifications as n
        where n.profile_id = :one and n.state = 'sending'
    ),
    'of one profile''s the oldest first'
);
select is(
    (
        select array_agg(distinct n.attempts) from vexar.notifications as n
        where n.state = 'sending' and n.profile_id in (:one, :three)
    ),
    array[1], 'a claim is an attempt'
);
select is(pg_temp.claim(:one), :one::bigint, 'a profile that alone has something is served again');
select is(pg_temp.claim(:one), null, 'what is being sent is nobody else''s');

select is(
    (select count(*) from vexar.claim_notification(0, '1 minute', array[:one, :three])), 0::bigint,
    'nor is what has enough under way'
);

-- A lease that ends.
update vexar.notifications
set next_attempt_at = now() - interval '1 second', locked_until = now() - interval '1 second'
where profile_id = :three and id = (select min(c.id) from claims as c where c.profile = :three);
select is(pg_temp.claim(0), :three::bigint, 'it is taken over when its lease has ended');
select is(
    (
        select n.attempts from vexar.notifications as n
        where n.id = (select c.id from claims as c order by c.place desc limit 1)
    ),
    2, 'as another attempt'
);
create function pg_temp.settle(number integer, outcome text, told integer default null) returns boolean
language sql
as $$
    select vexar.settle_notification(
        c.profile, c.id, c.until, outcome, case outcome when 'sent' then null else 'why' end, told, '10 minutes'
    )
    from claims as c
    where c.place = number
$$;
create function pg_temp.stands(number integer) returns text
language sql
as $$
    select concat_ws(' ', n.state, n.attempts, n.last_error, n.told_version, n.sent_at is not null, n.locked_until)
    from vexar.notifications as n
    inner join claims as c on c.id = n.id
    where c.place = number
$$;
select is(pg_temp.settle(2, 'sent', 1), false, 'who lost the lease settles nothing');
select ok(pg_temp.settle(7, 'sent', 3), 'who has it does');
select is(pg_temp.stands(7), 'sent 2 3 t', 'sent, at a version of the booking');
select ok(pg_temp.settle(1, 'deferred'), 'put off');
select is(pg_temp.stands(1), 'queued 1 why f', 'queued again, the attempt counted');
select ok(pg_temp.settle(3, 'returned'), 'handed back');
select is(pg_temp.stands(3), 'queued 0 f', 'queued again, as if never tried');
select ok(pg_temp.settle(5, 'failed') and pg_temp.settle(4, 'cancelled'), 'given up, and no longer true');
select is(pg_temp.stands(5) || '; ' || pg_temp.stands(4), 'failed 1 why f; cancelled 1 why f', 'and so they stand');
select is(pg_temp.claim(0), null, 'what was put off or handed back for later waits until then');

-- One message of a booking at a time.
select pg_temp.queue(:two, 1) \g /dev/null
insert into vexar.notifications (profile_id, booking_id, booking_version, kind, cause, recipient)
select n.profile_id, n.booking_id, 2, 'cancelled', 'change', n.recipient
from vexar.notifications as n
where n.profile_id = :two;
select is(pg_temp.claim(:one), :two::bigint, 'a booking''s first message is claimed');
select is(pg_temp.claim(:one), null, 'its second waits until that is settled');
select ok(
    vexar.settle_notification(c.profile, c.id, c.until, 'sent', told => 1), 'which it is'
)
from claims as c
where c.profile = :two;
select is(pg_temp.claim(:one), :two::bigint, 'and then has its turn');

select * from finish();
rollback;
