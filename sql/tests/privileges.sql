-- What the roles of the service may do, and above all what they may not.
begin;
\ir fixture.psql
select plan(52);

select pg_temp.new_profile() as profile \gset
select pg_temp.speak(:profile) \g /dev/null

-- A type hidden in the session's own temporary schema is not what the owner's functions run with. First of all, since
-- a function looks its types up once a session.
create function pg_temp.is_not_the_owner() returns boolean
language plpgsql
as $$
begin
    return current_user <> 'vexar_owner';
end
$$;
create domain pg_temp.tstzrange as pg_catalog.tstzrange check (pg_temp.is_not_the_owner());
create domain pg_temp.jsonb as pg_catalog.jsonb check (pg_temp.is_not_the_owner());
set local role vexar_app;
select is(
    pg_temp.refusal($$select pg_temp.book('2030-05-06 10:00', 60)$$), null,
    'functions of the owner use PostgreSQL''s types, whatever is in the temporary schema'
);
reset role;
drop domain pg_temp.tstzrange;
drop domain pg_temp.jsonb;

-- The roles themselves.
select is_empty(
    $$select r.rolname
    from pg_roles as r
    where
        r.rolname in ('vexar_owner', 'vexar_app', 'vexar_admin')
        and (r.rolsuper or r.rolcreatedb or r.rolcreaterole or r.rolreplication or r.rolbypassrls)$$,
    'no role has powers over the cluster or past row-level security'
);
select is_empty(
    $$select m.roleid::regrole
    from pg_auth_members as m
    where m.member in ('vexar_owner'::regrole, 'vexar_app'::regrole, 'vexar_admin'::regrole)$$,
    'none is a member of another role'
);
select is_empty(
    $$select r.role, n.nspname
    from pg_namespace as n
    cross join (values ('vexar_app'), ('vexar_admin')) as r (role)
    where has_schema_privilege(r.role, n.oid, 'create') and not n.nspname ~ '^pg_(toast_)?temp_'$$,
    'the service creates nothing in any schema'
);
select is_empty(
    $$select r.role
    from (values ('vexar_app'), ('vexar_admin')) as r (role)
    where has_database_privilege(r.role, current_database(), 'create, temporary')$$,
    'nor schemas, nor temporary tables'
);
select is_empty(
    $$select r.role, c.oid::regclass
    from pg_class as c
    cross join (values ('vexar_app'), ('vexar_admin')) as r (role)
    where
        c.relnamespace = 'vexar'::regnamespace and c.relkind in ('r', 'p')
        and has_table_privilege(r.role, c.oid, 'truncate, references, trigger')$$,
    'it truncates no table, refers to none, hangs no trigger on any'
);

-- Which functions it may call: these and no others, so nothing that runs as the owner by oversight.
select set_eq(
    $$select r.role || ' ' || p.proname
    from pg_proc as p
    cross join (values ('vexar_app'), ('vexar_admin')) as r (role)
    where p.pronamespace = 'vexar'::regnamespace and has_function_privilege(r.role, p.oid, 'execute')$$,
    $$values
    ('vexar_app current_profile_id'), ('vexar_app viewing_operator_id'), ('vexar_app lock_own_clock'),
    ('vexar_app instant_at'), ('vexar_app search_form'), ('vexar_app session_of_key'),
    ('vexar_app session_of_subject'), ('vexar_app announce_changes'), ('vexar_app clocks_moved'),
    ('vexar_app access_moved'), ('vexar_app claim_notification'), ('vexar_app settle_notification'),
    ('vexar_app outbox_depth'), ('vexar_admin current_profile_id'), ('vexar_admin viewing_operator_id'),
    ('vexar_admin lock_own_clock'), ('vexar_admin instant_at'), ('vexar_admin search_form'),
    ('vexar_admin delete_idempotency_keys'), ('vexar_admin delete_messages'), ('vexar_admin delete_review_tokens'),
    ('vexar_admin delete_history')$$,
    'the service calls what it needs'
);

-- What vexar_app tries and is refused, as somebody who has got hold of its connection would.
set local session authorization vexar_app;
select is(pg_temp.refusal(s.statement), s.state, 'vexar_app: ' || s.statement)
from (
    values
    ('delete from vexar.bookings', '42501'),
    ('truncate vexar.bookings', '42501'),
    ('update vexar.bookings set version = 1', '42501'),
    ('update vexar.bookings set changed_ts = 0', '42501'),
    ('update vexar.bookings set starts_at = now()', '42501'),
    ('update vexar.bookings set profile_id = 1', '42501'),
    ('update vexar.bookings set kind = ''rental''', '42501'),
    ('insert into vexar.holds select from vexar.holds', '42501'),
    ('update vexar.holds set line = 5', '42501'),
    ('delete from vexar.holds', '42501'),
    ('delete from vexar.booking_history', '42501'),
    ('update vexar.booking_counts set pending = 0', '42501'),
    ('select vexar.recount_bookings(1)', '42501'),
    ('update vexar.profile_clocks set ts = 0', '42501'),
    ('delete from vexar.profile_clocks', '42501'),
    ('select vexar.touch_clock(1)', '42501'),
    ('select vexar.lock_clock(1)', '42501'),
    ('update vexar.profiles set timezone = ''UTC''', '42501'),
    ('update vexar.products set capacity = 100', '42501'),
    ('select from vexar.api_keys', '42501'),
    ('update vexar.notifications set recipient = ''eve@example.org''', '42501'),
    ('update vexar.notifications set attempts = 0', '42501'),
    ('delete from vexar.idempotency_keys', '42501'),
    ('alter table vexar.bookings disable row level security', '42501'),
    ('alter table vexar.bookings disable trigger user', '42501'),
    ('drop trigger take_hold on vexar.bookings', '42501'),
    ('drop policy tenant on vexar.bookings', '42501'),
    ('create table vexar.stolen (n integer)', '42501'),
    ('create temporary table stolen (n integer)', '42501'),
    ('create or replace function vexar.is_holding(vexar.bookings) returns boolean return false', '42501'),
    ('set local session_replication_role = replica', '42501'),
    ('set local row_security = off', null),
    ('set local role vexar_owner', '42501'),
    ('set local role vexar_admin', '42501')
) as s (statement, state);
select is(
    pg_temp.refusal('set local row_security = off; select from vexar.bookings'), '42501',
    'without row security it gets an error, not the rows'
);

-- What vexar_admin, which crosses tenants, is refused all the same.
reset session authorization;
set local session authorization vexar_admin;
select is(pg_temp.refusal(s.statement), '42501', 'vexar_admin: ' || s.statement)
from (
    values
    ('insert into vexar.bookings select from vexar.bookings'),
    ('update vexar.bookings set status = ''cancelled'''),
    ('delete from vexar.bookings'),
    ('delete from vexar.holds'),
    ('delete from vexar.staff'),
    ('delete from vexar.profiles'),
    ('update vexar.profile_clocks set ts = 0'),
    ('update vexar.booking_history set actor_name = ''Nobody'''),
    ('drop table vexar.staff'),
    ('set local role vexar_owner')
) as s (statement);

select * from finish();
rollback;
