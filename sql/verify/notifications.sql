-- Verify vexar:notifications on pg

begin;

select
    profile_id, id, booking_id, booking_version, kind, cause, recipient, state, attempts, next_attempt_at,
    locked_until, last_error, created_at, sent_at
from vexar.notifications
where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('table constraint', 'vexar.notifications.notifications_pkey'),
    ('table constraint', 'vexar.notifications.notifications_booking_id_fkey'),
    ('table constraint', 'vexar.notifications.notifications_attempts_check'),
    ('table constraint', 'vexar.notifications.notifications_cause_check'),
    ('table constraint', 'vexar.notifications.notifications_kind_check'),
    ('table constraint', 'vexar.notifications.notifications_locked_until_check'),
    ('table constraint', 'vexar.notifications.notifications_recipient_check'),
    ('table constraint', 'vexar.notifications.notifications_sent_at_check'),
    ('table constraint', 'vexar.notifications.notifications_state_check'),
    ('index', 'vexar.notifications_change_key'),
    ('index', 'vexar.notifications_booking_idx'),
    ('policy', 'vexar.notifications.tenant'),
    ('policy', 'vexar.notifications.own_view'),
    ('policy', 'vexar.notifications.every_tenant')
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
        ('vexar_app queues notifications', has_column_privilege('vexar_app', 'vexar.notifications', 'kind', 'insert')),
        (
            'vexar_app withdraws notifications',
            has_column_privilege('vexar_app', 'vexar.notifications', 'state', 'update')
        ),
        (
            'vexar_app readdresses no notification',
            not has_column_privilege('vexar_app', 'vexar.notifications', 'recipient', 'update')
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
            ('vexar_app', 'vexar.notifications', 'select'),
            ('vexar_admin', 'vexar.notifications', 'select')
        ) as g (role, relation, privileges)
        union all
        select
            format('%s has row-level security', c.oid::regclass),
            c.relrowsecurity
        from pg_class as c
        where c.oid = any (array['vexar.notifications']::regclass[])
    ) as f (fact, is_so)
    where f.is_so is not true;
    if untrue is not null then
        raise exception 'not so: %', untrue;
    end if;
end
$$;

rollback;
