-- Verify vexar:history on pg

begin;

select
    profile_id, id, booking_id, version, action, actor_type, actor_operator_id, actor_name, before, after, at
from vexar.booking_history
where false;
select profile_id, operator_id, booking_id, changed_ts from vexar.booking_departures where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('table constraint', 'vexar.booking_history.booking_history_pkey'),
    ('table constraint', 'vexar.booking_history.booking_history_booking_id_fkey'),
    ('table constraint', 'vexar.booking_history.booking_history_action_check'),
    ('table constraint', 'vexar.booking_history.booking_history_actor_type_check'),
    ('table constraint', 'vexar.booking_history.booking_history_before_check'),
    ('table constraint', 'vexar.booking_departures.booking_departures_pkey'),
    ('table constraint', 'vexar.booking_departures.booking_departures_booking_id_fkey'),
    ('table constraint', 'vexar.booking_departures.booking_departures_operator_id_fkey'),
    ('index', 'vexar.booking_history_booking_idx'),
    ('index', 'vexar.booking_departures_changed_idx'),
    ('policy', 'vexar.booking_history.tenant'),
    ('policy', 'vexar.booking_history.own_view'),
    ('policy', 'vexar.booking_history.every_tenant'),
    ('policy', 'vexar.booking_departures.tenant'),
    ('policy', 'vexar.booking_departures.own_view'),
    ('policy', 'vexar.booking_departures.every_tenant'),
    ('trigger', 'vexar.bookings.record_new_booking'),
    ('trigger', 'vexar.bookings.record_booking'),
    ('trigger', 'vexar.bookings.record_departure')
) as expected (kind, name);
select
    array[
        'vexar.booking_facts(vexar.bookings)',
        'vexar.actor_name(bigint)'
    ]::regprocedure[];

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
            ('vexar_app', 'vexar.booking_history', 'select'),
            ('vexar_admin', 'vexar.booking_history', 'select'),
            ('vexar_app', 'vexar.booking_departures', 'select'),
            ('vexar_admin', 'vexar.booking_departures', 'select')
        ) as g (role, relation, privileges)
        union all
        select
            format('%s has row-level security', c.oid::regclass),
            c.relrowsecurity
        from pg_class as c
        where c.oid = any (array['vexar.booking_history', 'vexar.booking_departures']::regclass[])
        union all
        select
            format('%s is a security definer with a fixed search_path', p.oid::regprocedure),
            p.prosecdef and p.proconfig @> array['search_path=pg_catalog, pg_temp']
        from pg_proc as p
        where p.oid = any (
            array[
                'vexar.record_booking()', 'vexar.record_departure()'
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
