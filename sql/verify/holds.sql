-- Verify vexar:holds on pg

begin;

select profile_id, booking_id, line, seat, session, during, places, double_booked from vexar.holds where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('table constraint', 'vexar.holds.holds_pkey'),
    ('table constraint', 'vexar.holds.holds_booking_id_fkey'),
    ('table constraint', 'vexar.holds.holds_seat_taken'),
    ('table constraint', 'vexar.holds.holds_session_met'),
    ('table constraint', 'vexar.holds.holds_during_check'),
    ('table constraint', 'vexar.holds.holds_seat_check'),
    ('policy', 'vexar.holds.tenant'),
    ('policy', 'vexar.holds.own_view'),
    ('policy', 'vexar.holds.every_tenant'),
    ('trigger', 'vexar.bookings.take_hold_of_new'),
    ('trigger', 'vexar.bookings.take_hold'),
    ('trigger', 'vexar.profiles.move_to_zone')
) as expected (kind, name);
select
    array[
        'vexar.is_holding(vexar.bookings)',
        'vexar.line_of(vexar.bookings)',
        'vexar.during_of(vexar.bookings)',
        'vexar.session_of(vexar.bookings)',
        'vexar.holds_differ(vexar.bookings, vexar.bookings)',
        'vexar.places_for(vexar.bookings)',
        'vexar.busiest(bigint, bigint, tstzrange)',
        'vexar.is_free_for(vexar.bookings, integer)',
        'vexar.next_seat(bigint, bigint, tstzrange, integer)',
        'vexar.take_hold(vexar.bookings, integer)'
    ]::regprocedure[];

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
            'a seat is held once at a time',
            (
                select
                    pg_get_constraintdef(c.oid)
                    like '%(profile_id WITH =, line WITH =, seat WITH =, during WITH &&)'
                from pg_constraint as c
                where c.conrelid = 'vexar.holds'::regclass and c.conname = 'holds_seat_taken'
            )
        ),
        (
            'different sessions do not meet on a line',
            (
                select
                    pg_get_constraintdef(c.oid)
                    like '%(profile_id WITH =, line WITH =, session WITH <>, during WITH &&) %'
                from pg_constraint as c
                where c.conrelid = 'vexar.holds'::regclass and c.conname = 'holds_session_met'
            )
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
            ('vexar_app', 'vexar.holds', 'select'),
            ('vexar_admin', 'vexar.holds', 'select')
        ) as g (role, relation, privileges)
        union all
        select
            format('%s has row-level security', c.oid::regclass),
            c.relrowsecurity
        from pg_class as c
        where c.oid = any (array['vexar.holds']::regclass[])
        union all
        select
            format('%s is a security definer with a fixed search_path', p.oid::regprocedure),
            p.prosecdef and p.proconfig @> array['search_path=pg_catalog, pg_temp']
        from pg_proc as p
        where p.oid = any (
            array[
                'vexar.hold_booking()', 'vexar.move_to_zone()'
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
