-- Verify vexar:api_keys on pg

begin;

select profile_id, id, operator_id, key_hash, label, created_at, revoked_at from vexar.api_keys where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('table constraint', 'vexar.api_keys.api_keys_pkey'),
    ('table constraint', 'vexar.api_keys.api_keys_id_key'),
    ('table constraint', 'vexar.api_keys.api_keys_key_hash_key'),
    ('table constraint', 'vexar.api_keys.api_keys_operator_id_fkey'),
    ('table constraint', 'vexar.api_keys.api_keys_profile_id_fkey'),
    ('table constraint', 'vexar.api_keys.api_keys_key_hash_check'),
    ('table constraint', 'vexar.api_keys.api_keys_label_check'),
    ('policy', 'vexar.api_keys.every_tenant')
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
        (
            'vexar_app may execute session_of_key(bytea)',
            has_function_privilege('vexar_app', 'vexar.session_of_key(bytea)', 'execute')
        ),
        (
            'vexar_app may execute session_of_subject(bigint, bigint)',
            has_function_privilege('vexar_app', 'vexar.session_of_subject(bigint, bigint)', 'execute')
        ),
        (
            'vexar_admin may not execute session_of_key(bytea)',
            not has_function_privilege('vexar_admin', 'vexar.session_of_key(bytea)', 'execute')
        ),
        (
            'vexar_admin may not execute session_of_subject(bigint, bigint)',
            not has_function_privilege('vexar_admin', 'vexar.session_of_subject(bigint, bigint)', 'execute')
        )
        union all
        select
            format('%s has on %s exactly: %s', g.role, g.relation, g.privileges),
            g.privileges = (
                select coalesce(string_agg(p.privilege, ' ' order by p.place), 'nothing')
                from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'])
                with ordinality as p (privilege, place)
                where has_table_privilege(g.role, g.relation, p.privilege)
            )
        from (
            values
            ('vexar_app', 'vexar.api_keys', 'nothing'),
            ('vexar_admin', 'vexar.api_keys', 'select insert update')
        ) as g (role, relation, privileges)
        union all
        select
            format('%s has row-level security', c.oid::regclass),
            c.relrowsecurity
        from pg_class as c
        where c.oid = any (array['vexar.api_keys']::regclass[])
        union all
        select
            format('%s is a security definer with a fixed search_path', p.oid::regprocedure),
            p.prosecdef and p.proconfig @> array['search_path=pg_catalog, pg_temp']
        from pg_proc as p
        where p.oid = any (
            array[
                'vexar.session_of_key(bytea)', 'vexar.session_of_subject(bigint, bigint)'
            ]::regprocedure[]
        )
    ) as f (fact, is_so)
    where f.is_so is not true;
    if untrue is not null then
        raise exception 'not so: %', untrue;
    end if;
end
$$;

rollback;
