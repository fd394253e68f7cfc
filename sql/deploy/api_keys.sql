-- Deploy vexar:api_keys to pg
-- requires: catalogue

begin;
set local role vexar_owner;

create table vexar.api_keys (
    profile_id bigint not null,
    id bigint generated always as identity,
    operator_id bigint,
    key_hash bytea not null,
    label text,
    created_at timestamptz not null default now(),
    revoked_at timestamptz,
    constraint api_keys_pkey primary key (profile_id, id),
    constraint api_keys_id_key unique (id),
    constraint api_keys_key_hash_key unique (key_hash),
    constraint api_keys_profile_id_fkey foreign key (profile_id) references vexar.profiles (id),
    constraint api_keys_operator_id_fkey
    foreign key (profile_id, operator_id) references vexar.staff (profile_id, id),
    constraint api_keys_key_hash_check check (octet_length(key_hash) = 32),
    constraint api_keys_label_check check (char_length(label) between 1 and 200)
);
comment on table vexar.api_keys is 'Keys of the REST API. Only the SHA-256 of a key is kept.';
comment on column vexar.api_keys.operator_id is 'Null: the owner''s key. Else bound to this staff member.';

alter table vexar.api_keys enable row level security;
create policy every_tenant on vexar.api_keys to vexar_admin using (true);
grant select, insert, update on table vexar.api_keys to vexar_admin;

-- Before anybody is known no tenant is set, so these two look past row-level security, and give back nothing but
-- who is speaking. A staff member who has been archived speaks for nobody. In PL/pgSQL because it keeps its plans: a
-- function in SQL would be planned again with every request.
create function vexar.session_of_key(hash bytea)
returns table (profile_id bigint, operator_id bigint, can_view_all boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    select
        k.profile_id,
        k.operator_id,
        k.operator_id is null or s.can_view_all
    from vexar.api_keys as k
    left join vexar.staff as s
        on s.profile_id = k.profile_id and s.id = k.operator_id
    where
        k.key_hash = hash
        and k.revoked_at is null
        and (k.operator_id is null or s.is_active);
end
$$;
comment on function vexar.session_of_key(bytea) is
'Whom a key speaks for, by its SHA-256: no row for an unknown or revoked one.';

create function vexar.session_of_subject(profile bigint, operator bigint)
returns table (profile_id bigint, operator_id bigint, can_view_all boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    select
        p.id,
        s.id,
        operator is null or s.can_view_all
    from vexar.profiles as p
    left join vexar.staff as s
        on s.profile_id = p.id and s.id = operator and s.is_active
    where
        p.id = profile
        and (operator is null or s.id is not null);
end
$$;
comment on function vexar.session_of_subject(bigint, bigint) is
'Whom a verified JWT speaks for: no row where the profile or its staff member does not exist.';

grant execute on function vexar.session_of_key(bytea), vexar.session_of_subject(bigint, bigint) to vexar_app;

commit;
