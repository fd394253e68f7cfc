-- Verify vexar:roles on pg

begin;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('role', 'vexar_owner'),
    ('role', 'vexar_app'),
    ('role', 'vexar_admin'),
    ('schema', 'vexar'),
    ('extension', 'btree_gist')
) as expected (kind, name);

-- Raises, naming what is not so.
do $$
declare
    untrue text;
begin
    select string_agg(f.fact, '; ')
    into untrue
    from (
        values
        ('the database is in UTF-8', current_setting('server_encoding') = 'UTF8'),
        (
            'the roles have no powers over the cluster',
            (
                select
                    bool_and(
                        not r.rolsuper and not r.rolcreatedb and not r.rolcreaterole and not r.rolreplication
                        and not r.rolbypassrls
                    )
                from pg_roles as r
                where r.rolname in ('vexar_owner', 'vexar_app', 'vexar_admin')
            )
        ),
        (
            'vexar_app and vexar_admin log in',
            (select bool_and(r.rolcanlogin) from pg_roles as r where r.rolname in ('vexar_app', 'vexar_admin'))
        ),
        (
            'vexar_app is nobody else',
            not pg_has_role('vexar_app', 'vexar_owner', 'member')
            and not pg_has_role('vexar_app', 'vexar_admin', 'member')
        ),
        (
            'vexar_admin is nobody else',
            not pg_has_role('vexar_admin', 'vexar_owner', 'member')
            and not pg_has_role('vexar_admin', 'vexar_app', 'member')
        ),
        (
            'vexar_owner owns the schema',
            (select n.nspowner = 'vexar_owner'::regrole from pg_namespace as n where n.nspname = 'vexar')
        ),
        ('vexar_app uses the schema', has_schema_privilege('vexar_app', 'vexar', 'usage')),
        ('vexar_admin uses the schema', has_schema_privilege('vexar_admin', 'vexar', 'usage')),
        ('vexar_app creates nothing in the schema', not has_schema_privilege('vexar_app', 'vexar', 'create')),
        ('vexar_admin creates nothing in the schema', not has_schema_privilege('vexar_admin', 'vexar', 'create')),
        (
            'vexar_app makes no temporary tables',
            not has_database_privilege('vexar_app', current_database(), 'create, temporary')
        ),
        (
            'vexar_admin makes no temporary tables',
            not has_database_privilege('vexar_admin', current_database(), 'create, temporary')
        ),
        (
            'functions of vexar_owner are not for everybody',
            exists (
                select from pg_default_acl as d
                where d.defaclrole = 'vexar_owner'::regrole and d.defaclnamespace = 0 and d.defaclobjtype = 'f'
            )
        ),
        ('vexar_app reads what is deployed', has_table_privilege('vexar_app', 'sqitch.changes', 'select')),
        ('vexar_admin reads what is deployed', has_table_privilege('vexar_admin', 'sqitch.changes', 'select')),
        (
            'vexar_app has its time limits here',
            (
                select
                    s.setconfig @> array[
                        'statement_timeout=10s', 'lock_timeout=5s', 'idle_in_transaction_session_timeout=30s'
                    ]
                from pg_db_role_setting as s
                inner join pg_database as d on d.oid = s.setdatabase
                where s.setrole = 'vexar_app'::regrole and d.datname = current_database()
            )
        )
    ) as f (fact, is_so)
    where f.is_so is not true;
    if untrue is not null then
        raise exception 'not so: %', untrue;
    end if;
end
$$;

rollback;
