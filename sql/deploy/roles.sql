-- Deploy vexar:roles to pg
-- Roles belong to the cluster, not to this database: they may exist already, and revert leaves them.

begin;
set local client_min_messages = warning;

do $$
declare
    wanted text;
begin
    foreach wanted in array array['vexar_owner', 'vexar_app', 'vexar_admin'] loop
        if not exists (select from pg_catalog.pg_roles as r where r.rolname = wanted) then
            begin
                -- The owner only holds the objects; it never logs in by this change's doing.
                execute format(
                    'create role %I nosuperuser nocreatedb nocreaterole nobypassrls %s',
                    wanted,
                    case wanted when 'vexar_owner' then 'nologin' else 'login' end
                );
            exception
                -- Two databases of one cluster may be deployed at the same moment.
                when duplicate_object or unique_violation then null;
            end;
        end if;
    end loop;
end
$$;

comment on role vexar_owner is 'Vexar Bookings: owns the schema and migrates it.';
comment on role vexar_app is 'Vexar Bookings: the service. Row-level security binds it; no DDL.';
comment on role vexar_admin is 'Vexar Bookings: provisioning by operators. Crosses tenants; no DDL.';

-- Whoever deploys acts as the owner in the changes that follow.
do $$
begin
    if not pg_has_role(current_user, 'vexar_owner', 'usage') then
        execute format('grant vexar_owner to %I', current_user);
    end if;
    -- Limits for the service: a stuck statement must not hold a worker thread, a forgotten
    -- transaction must not hold a profile's clock. The service's own deadline (15 s) is above them.
    execute format('alter role vexar_app in database %I set statement_timeout = ''10s''', current_database());
    execute format('alter role vexar_app in database %I set lock_timeout = ''5s''', current_database());
    execute format(
        'alter role vexar_app in database %I set idle_in_transaction_session_timeout = ''30s''',
        current_database()
    );
    execute format('alter role vexar_admin in database %I set lock_timeout = ''30s''', current_database());
    -- No DDL, temporary tables included: a session's own temporary schema is also where somebody could hide a type
    -- named like one that a function of the owner uses.
    execute format('revoke temporary on database %I from public', current_database());
end
$$;

create extension if not exists btree_gist with schema public;

create schema vexar authorization vexar_owner;
comment on schema vexar is 'Vexar Bookings. Every table is led by profile_id, the tenant.';
grant usage on schema vexar to vexar_app, vexar_admin;
-- Functions are for the owner and its triggers; each change grants what others may call.
alter default privileges for role vexar_owner revoke execute on functions from public;

-- The service compares what is deployed with what it needs before it starts.
grant usage on schema sqitch to vexar_app, vexar_admin;
grant select on table sqitch.changes to vexar_app, vexar_admin;

commit;
