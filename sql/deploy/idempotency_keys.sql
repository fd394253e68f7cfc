-- Deploy vexar:idempotency_keys to pg
-- requires: bookings

begin;
set local role vexar_owner;

create table vexar.idempotency_keys (
    profile_id bigint not null,
    operator_id bigint not null,
    key text not null,
    request_hash bytea not null,
    status smallint not null,
    body bytea not null,
    created_at timestamptz not null default now(),
    constraint idempotency_keys_pkey primary key (profile_id, operator_id, key),
    constraint idempotency_keys_profile_id_fkey foreign key (profile_id) references vexar.profiles (id),
    constraint idempotency_keys_key_check check (char_length(key) between 1 and 255),
    constraint idempotency_keys_request_hash_check check (octet_length(request_hash) = 32),
    constraint idempotency_keys_status_check check (status between 200 and 299)
);
comment on table vexar.idempotency_keys is
'Answers kept for 24 hours, in the transaction of their effect, for a client that asks again.';
comment on column vexar.idempotency_keys.operator_id is
'Whose key it is within the profile: 0 for the owner, else the staff member.';
comment on column vexar.idempotency_keys.request_hash is
'SHA-256 over method, path and body: the same key with another request is refused.';
create index idempotency_keys_created_at_idx on vexar.idempotency_keys (created_at);

alter table vexar.idempotency_keys enable row level security;
create policy tenant on vexar.idempotency_keys to vexar_app
using (
    profile_id = (select vexar.current_profile_id())
    and (
        (select vexar.viewing_operator_id()) is null
        or operator_id = (select vexar.viewing_operator_id())
    )
);
create policy every_tenant on vexar.idempotency_keys to vexar_admin using (true);
grant select, insert, update on table vexar.idempotency_keys to vexar_app;
grant select, delete on table vexar.idempotency_keys to vexar_admin;

commit;
