-- Deploy vexar:notifications to pg
-- requires: history
-- The outbox: what a visitor is to be told, written in the transaction that gives the reason.

begin;
set local role vexar_owner;

create table vexar.notifications (
    profile_id bigint not null,
    id bigint generated always as identity,
    booking_id bigint not null,
    booking_version integer not null,
    kind text not null,
    cause text not null,
    recipient text not null,
    state text not null default 'queued',
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    locked_until timestamptz,
    last_error text,
    created_at timestamptz not null default now(),
    sent_at timestamptz,
    constraint notifications_pkey primary key (profile_id, id),
    constraint notifications_booking_id_fkey foreign key (profile_id, booking_id)
    references vexar.bookings (profile_id, id),
    constraint notifications_kind_check check (kind in ('confirmed', 'cancelled', 'rescheduled', 'review_request')),
    constraint notifications_cause_check check (cause in ('change', 'request')),
    constraint notifications_state_check check (state in ('queued', 'sending', 'sent', 'failed', 'cancelled')),
    constraint notifications_recipient_check check (char_length(recipient) between 3 and 254),
    constraint notifications_attempts_check check (attempts >= 0),
    -- A state and its timestamp go together.
    constraint notifications_sent_at_check check ((state = 'sent') = (sent_at is not null)),
    constraint notifications_locked_until_check check ((state = 'sending') = (locked_until is not null))
);
comment on table vexar.notifications is
'Messages to visitors: queued with the change that causes them, sent by the notifier.';
comment on column vexar.notifications.cause is
'change: follows from a change of the booking. request: asked for by the notify call.';
comment on column vexar.notifications.booking_version is 'The version of the booking that it tells of.';
comment on column vexar.notifications.locked_until is 'While sending: the end of the sender''s lease.';

-- A change is told once, however often it is repeated.
create unique index notifications_change_key on vexar.notifications (profile_id, booking_id, kind, booking_version)
where cause = 'change';
create index notifications_booking_idx on vexar.notifications (profile_id, booking_id, id);

alter table vexar.notifications enable row level security;
create policy tenant on vexar.notifications to vexar_app
using (profile_id = (select vexar.current_profile_id()));
-- Reading only: a message is queued by the statement that makes its booking, which that statement does not see yet.
create policy own_view on vexar.notifications as restrictive for select to vexar_app
using (
    (select vexar.viewing_operator_id()) is null
    or exists (
        select from vexar.bookings as b
        where b.profile_id = notifications.profile_id and b.id = notifications.booking_id
    )
);
create policy every_tenant on vexar.notifications to vexar_admin using (true);
grant select on table vexar.notifications to vexar_app, vexar_admin;
grant insert (profile_id, booking_id, booking_version, kind, cause, recipient)
on table vexar.notifications to vexar_app;
grant update (state) on table vexar.notifications to vexar_app;

commit;
