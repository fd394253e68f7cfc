-- Verify vexar:announcements on pg

begin;

select profile_id, xact from vexar.access_clocks where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('index', 'vexar.profile_clocks_xact_idx'),
    ('index', 'vexar.access_clocks_xact_idx'),
    ('table constraint', 'vexar.access_clocks.access_clocks_pkey'),
    ('table constraint', 'vexar.access_clocks.access_clocks_profile_id_fkey'),
    ('trigger', 'vexar.api_keys.touch_access'),
    ('trigger', 'vexar.api_keys.touch_access_on_delete'),
    ('trigger', 'vexar.staff.touch_access'),
    ('trigger', 'vexar.staff.touch_access_on_delete'),
    ('trigger', 'vexar.profile_settings.touch_everything'),
    ('trigger', 'vexar.staff.touch_everything'),
    ('trigger', 'vexar.products.touch_everything'),
    ('trigger', 'vexar.staff_products.touch_everything'),
    ('trigger', 'vexar.schedules.touch_everything'),
    ('trigger', 'vexar.overrides.touch_everything'),
    ('trigger', 'vexar.bookings.touch_everything'),
    ('trigger', 'vexar.api_keys.touch_everything'),
    ('trigger', 'vexar.profiles.announce_deletion')
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
            format('%s may execute %s: %s', g.role, g.called, g.allowed),
            has_function_privilege(g.role, g.called, 'execute') = g.allowed
        from (
            values
            ('vexar_app', 'vexar.announce_changes(bigint[], bigint[])', true),
            ('vexar_app', 'vexar.clocks_moved(pg_snapshot)', true),
            ('vexar_app', 'vexar.access_moved(pg_snapshot)', true)
        ) as g (role, called, allowed)
        union all
        select
            format('%s has on %s nothing', r.role, 'vexar.access_clocks'),
            not has_table_privilege(r.role, 'vexar.access_clocks', 'select, insert, update, delete')
        from (values ('vexar_app'), ('vexar_admin')) as r (role)
        union all
        select
            'vexar.touch_clock(bigint) announces what the service does not',
            strpos(pg_get_functiondef('vexar.touch_clock(bigint)'::regprocedure), 'vexar.announce_changes') > 0
        union all
        select
            format('%s has row-level security', c.oid::regclass),
            c.relrowsecurity
        from pg_class as c
        where c.oid = 'vexar.access_clocks'::regclass
        union all
        select
            format('%s is a security definer with a fixed search_path', p.oid::regprocedure),
            p.prosecdef and p.proconfig @> array['search_path=pg_catalog, pg_temp']
        from pg_proc as p
        where p.oid = any (
            array[
                'vexar.touch_access()', 'vexar.touch_everything()', 'vexar.announce_deletion()',
                'vexar.announce_changes(bigint[], bigint[])',
                'vexar.clocks_moved(pg_snapshot)', 'vexar.access_moved(pg_snapshot)'
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
