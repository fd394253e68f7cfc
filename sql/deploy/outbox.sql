-- Deploy vexar:outbox to pg
-- requires: notifications
-- From a queued message to a delivered one: claims by lease, fair between profiles, and what came of them.

begin;
set local role vexar_owner;

alter table vexar.profiles add column email text;
alter table vexar.profiles add constraint profiles_email_check check (char_length(email) between 3 and 254);
comment on column vexar.profiles.email is 'Where visitors'' answers to messages go (Reply-To).';

alter table vexar.notifications add column told_version integer;
alter table vexar.notifications
add constraint notifications_told_version_check check (told_version is null or state = 'sent');
comment on column vexar.notifications.told_version is
'The version of the booking that was told, as it was when the message left.';
comment on column vexar.notifications.next_attempt_at is
'Not before this; while sending, the end of the lease: then somebody else may try.';

-- What may be claimed, profile by profile.
create index notifications_due_idx on vexar.notifications (profile_id, next_attempt_at, id)
where state in ('queued', 'sending');

create table vexar.review_tokens (
    profile_id bigint not null,
    token_hash bytea not null,
    booking_id bigint not null,
    created_at timestamptz not null default now(),
    constraint review_tokens_pkey primary key (profile_id, token_hash),
    constraint review_tokens_token_hash_key unique (token_hash),
    constraint review_tokens_booking_id_fkey foreign key (profile_id, booking_id)
    references vexar.bookings (profile_id, id),
    constraint review_tokens_token_hash_check check (octet_length(token_hash) = 32)
);
comment on table vexar.review_tokens is
'What a link to a review shows that its holder was a visitor. Only the SHA-256 is kept; one for each attempt to send'
' the link, since an earlier one may have arrived.';
create index review_tokens_booking_idx on vexar.review_tokens (profile_id, booking_id);

alter table vexar.review_tokens enable row level security;
create policy tenant on vexar.review_tokens to vexar_app
using (profile_id = (select vexar.current_profile_id()));
create policy every_tenant on vexar.review_tokens to vexar_admin using (true);
grant insert (profile_id, token_hash, booking_id) on table vexar.review_tokens to vexar_app;
grant select on table vexar.review_tokens to vexar_app, vexar_admin;

-- The service's transaction that queues a message says so at its end, and wakes the notifiers after its commit. Anybody
-- else's wakes them by itself.
create function vexar.note_queued() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform set_config('vexar.has_queued', 'on', true);
    if current_setting('vexar.announces', true) is distinct from 'on' then
        perform pg_notify('vexar_outbox', '');
    end if;
    return null;
end
$$;
create trigger note_queued after insert on vexar.notifications
for each row execute function vexar.note_queued();

create function vexar.claim_notification(after_profile bigint, lease interval, passed_by bigint[] default '{}')
returns table (profile_id bigint, id bigint, attempt integer, leased_until timestamptz)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    -- Not the function itself, which the planner could not look up in an index.
    instant timestamptz := clock_timestamp();
    visited bigint := after_profile;
    found_id bigint;
    rounds_left integer := 2;
begin
    loop
        -- The next profile that has something waiting, due or not: one step along the index for each.
        select n.profile_id
        into visited
        from vexar.notifications as n
        where n.state in ('queued', 'sending') and n.profile_id > visited and n.profile_id <> all (passed_by)
        order by n.profile_id
        limit 1;
        if not found then
            rounds_left := rounds_left - 1;
            -- Round again, up to where this began.
            exit when rounds_left = 0 or after_profile = 0;
            visited := 0;
            continue;
        end if;
        exit when rounds_left = 1 and visited > after_profile;
        select n.id
        into found_id
        from vexar.notifications as n
        where
            n.profile_id = visited and n.state in ('queued', 'sending') and n.next_attempt_at <= instant
            -- One message of a booking at a time, so that none overtakes an earlier one.
            and not exists (
                select from vexar.notifications as other
                where
                    other.profile_id = n.profile_id and other.booking_id = n.booking_id and other.id <> n.id
                    and other.state = 'sending' and other.next_attempt_at > instant
            )
        order by n.next_attempt_at, n.id
        limit 1
        for update skip locked;
        continue when not found;
        return query
        update vexar.notifications as n
        set
            state = 'sending',
            attempts = n.attempts + 1,
            locked_until = instant + lease,
            next_attempt_at = instant + lease
        where n.profile_id = visited and n.id = found_id
        returning n.profile_id, n.id, n.attempts, n.locked_until;
        return;
    end loop;
end
$$;
comment on function vexar.claim_notification(bigint, interval, bigint[]) is
'Takes the message that has waited longest of the next profile after the given one, round and round: so that one'
' profile''s many do not keep another''s one waiting. Those that are passed by have enough under way. One whose lease'
' has ended, since its notifier died, is taken over.';

create function vexar.settle_notification(
    profile bigint, notification bigint, leased_until timestamptz, outcome text,
    error text default null, told integer default null, pause interval default '0'
) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if outcome = 'cancelled' then
        -- No change may be deciding by this message just now: a completion queues no review request while one is on its
        -- way.
        perform vexar.lock_clock(profile);
        if exists (
            select from vexar.notifications as n
            inner join vexar.bookings as b on b.profile_id = n.profile_id and b.id = n.booking_id
            where
                n.profile_id = profile and n.id = notification
                and n.kind = 'review_request' and b.status = 'completed'
        ) then
            outcome := 'returned';
        end if;
    end if;
    update vexar.notifications as n
    set
        state = case outcome when 'deferred' then 'queued' when 'returned' then 'queued' else outcome end,
        attempts = n.attempts - case outcome when 'returned' then 1 else 0 end,
        locked_until = null,
        next_attempt_at = clock_timestamp() + pause,
        last_error = case outcome when 'returned' then n.last_error else settle_notification.error end,
        sent_at = case outcome when 'sent' then clock_timestamp() end,
        told_version = settle_notification.told
    where
        n.profile_id = profile and n.id = notification
        and n.state = 'sending' and n.locked_until = settle_notification.leased_until;
    return found;
end
$$;
comment on function vexar.settle_notification(bigint, bigint, timestamptz, text, text, integer, interval) is
'What came of a claim: sent, failed, cancelled (no longer true), deferred (tried, and to be tried again), returned (not'
' tried). False where the lease was lost to somebody else, who settles it.';

grant execute on function
vexar.claim_notification(bigint, interval, bigint[]),
vexar.settle_notification(bigint, bigint, timestamptz, text, text, integer, interval)
to vexar_app;
-- For `vexar jobs`: try again now, or give up.
grant update (state, attempts, next_attempt_at, locked_until) on table vexar.notifications to vexar_admin;

commit;
