-- Verify vexar:clocks on pg

begin;

select profile_id, ts, xact from vexar.profile_clocks where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('table constraint', 'vexar.profile_clocks.profile_clocks_pkey'),
    ('table constraint', 'vexar.profile_clocks.profile_clocks_profile_id_fkey'),
    ('policy', 'vexar.profile_clocks.tenant'),
    ('policy', 'vexar.profile_clocks.every_tenant'),
    ('trigger', 'vexar.profiles.start_clock'),
    ('trigger', 'vexar.profiles.lock_clocks'),
    ('trigger', 'vexar.profiles.touch_clock'),
    ('trigger', 'vexar.profile_settings.lock_clocks'),
    ('trigger', 'vexar.profile_settings.touch_clock'),
    ('trigger', 'vexar.profile_settings.touch_clock_on_change')
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
            'vexar_app may execute lock_own_clock()',
            has_function_privilege('vexar_app', 'vexar.lock_own_clock()', 'execute')
        ),
        (
            'vexar_app may not execute lock_clock(bigint)',
            not has_function_privilege('vexar_app', 'vexar.lock_clock(bigint)', 'execute')
        ),
        (
            'vexar_app may not execute touch_clock(bigint)',
            not has_function_privilege('vexar_app', 'vexar.touch_clock(bigint)', 'execute')
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
            ('vexar_app', 'vexar.profile_clocks', 'select'),
            ('vexar_admin', 'vexar.profile_clocks', 'select')
        ) as g (role, relation, privileges)
        union all
        select
            format('%s has row-level security', c.oid::regclass),
            c.relrowsecurity
        from pg_class as c
        where c.oid = any (array['vexar.profile_clocks']::regclass[])
        union all
        select
            format('%s is a security definer with a fixed search_path', p.oid::regprocedure),
            p.prosecdef and p.proconfig @> array['search_path=pg_catalog, pg_temp']
        from pg_proc as p
        where p.oid = any (
            array[
                'vexar.start_clock()', 'vexar.lock_clocks()', 'vexar.touch_clock_of_row()',
                'vexar.touch_clock_of_profile()', 'vexar.lock_own_clock()'
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
