-- Verify vexar:idempotency_keys on pg

begin;

select profile_id, operator_id, key, request_hash, status, body, created_at from vexar.idempotency_keys where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('table constraint', 'vexar.idempotency_keys.idempotency_keys_pkey'),
    ('table constraint', 'vexar.idempotency_keys.idempotency_keys_profile_id_fkey'),
    ('table constraint', 'vexar.idempotency_keys.idempotency_keys_key_check'),
    ('table constraint', 'vexar.idempotency_keys.idempotency_keys_request_hash_check'),
    ('table constraint', 'vexar.idempotency_keys.idempotency_keys_status_check'),
    ('index', 'vexar.idempotency_keys_created_at_idx'),
    ('policy', 'vexar.idempotency_keys.tenant'),
    ('policy', 'vexar.idempotency_keys.every_tenant')
) as expected (kind, name);

-- Raises, naming what is not so.
do $$
declare
    untrue text;
begin
    select string_agg(f.fact, '; ')
    into untrue
    from (
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
            ('vexar_app', 'vexar.idempotency_keys', 'select insert update'),
            ('vexar_admin', 'vexar.idempotency_keys', 'select delete')
        ) as g (role, relation, privileges)
        union all
        select
            format('%s has row-level security', c.oid::regclass),
            c.relrowsecurity
        from pg_class as c
        where c.oid = any (array['vexar.idempotency_keys']::regclass[])
    ) as f (fact, is_so)
    where f.is_so is not true;
    if untrue is not null then
        raise exception 'not so: %', untrue;
    end if;
end
$$;

rollback;
