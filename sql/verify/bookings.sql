-- Verify vexar:bookings on pg

begin;

select
    profile_id, id, kind, product_id, operator_id, booking_date, start_time, end_time, checkout_date,
    duration_minutes, status, visitor_name, visitor_email, visitor_phone, visitor_note, price, currency,
    cancellation_reason, double_booked, version, created_at, updated_at, starts_at, ends_at, last_date,
    upcoming_until, changed_ts, sort_time, search_text
from vexar.bookings
where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('table constraint', 'vexar.bookings.bookings_pkey'),
    ('table constraint', 'vexar.bookings.bookings_operator_id_fkey'),
    ('table constraint', 'vexar.bookings.bookings_product_id_fkey'),
    ('table constraint', 'vexar.bookings.bookings_profile_id_fkey'),
    ('table constraint', 'vexar.bookings.bookings_booking_date_range'),
    ('table constraint', 'vexar.bookings.bookings_cancellation_reason_check'),
    ('table constraint', 'vexar.bookings.bookings_checkout_date_check'),
    ('table constraint', 'vexar.bookings.bookings_checkout_date_range'),
    ('table constraint', 'vexar.bookings.bookings_currency_check'),
    ('table constraint', 'vexar.bookings.bookings_duration_minutes_check'),
    ('table constraint', 'vexar.bookings.bookings_kind_check'),
    ('table constraint', 'vexar.bookings.bookings_price_check'),
    ('table constraint', 'vexar.bookings.bookings_shape_check'),
    ('table constraint', 'vexar.bookings.bookings_status_check'),
    ('table constraint', 'vexar.bookings.bookings_version_check'),
    ('table constraint', 'vexar.bookings.bookings_visitor_email_check'),
    ('table constraint', 'vexar.bookings.bookings_visitor_name_check'),
    ('table constraint', 'vexar.bookings.bookings_visitor_note_check'),
    ('table constraint', 'vexar.bookings.bookings_visitor_phone_check'),
    ('index', 'vexar.bookings_date_idx'),
    ('index', 'vexar.bookings_operator_idx'),
    ('index', 'vexar.bookings_pending_idx'),
    ('index', 'vexar.bookings_reaching_idx'),
    ('index', 'vexar.bookings_changed_idx'),
    ('policy', 'vexar.bookings.tenant'),
    ('policy', 'vexar.bookings.every_tenant'),
    ('trigger', 'vexar.bookings.lock_clocks'),
    ('trigger', 'vexar.bookings.prepare_new_booking'),
    ('trigger', 'vexar.bookings.prepare_booking'),
    ('trigger', 'vexar.bookings.touch_clock')
) as expected (kind, name);
select
    array[
        'vexar.derive(vexar.bookings, boolean)'
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
        ('search compares in upper case', vexar.search_form('σίσυφος') = vexar.search_form('ΣΊΣΥΦΟΣ')),
        (
            'vexar_app may execute search_form(text)',
            has_function_privilege('vexar_app', 'vexar.search_form(text)', 'execute')
        ),
        ('vexar_app inserts bookings', has_column_privilege('vexar_app', 'vexar.bookings', 'visitor_name', 'insert')),
        ('vexar_app updates bookings', has_column_privilege('vexar_app', 'vexar.bookings', 'status', 'update')),
        (
            'vexar_app moves no booking to another tenant',
            not has_column_privilege('vexar_app', 'vexar.bookings', 'profile_id', 'update')
        ),
        (
            'vexar_app writes nothing that is derived',
            (
                select
                    bool_and(not has_column_privilege('vexar_app', 'vexar.bookings', d.derived, 'insert, update'))
                from unnest(array['version', 'starts_at', 'ends_at', 'last_date', 'changed_ts']) as d (derived)
            )
        ),
        (
            'vexar_admin writes no bookings',
            not has_any_column_privilege('vexar_admin', 'vexar.bookings', 'insert, update')
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
            ('vexar_app', 'vexar.bookings', 'select'),
            ('vexar_admin', 'vexar.bookings', 'select')
        ) as g (role, relation, privileges)
        union all
        select
            format('%s has row-level security', c.oid::regclass),
            c.relrowsecurity
        from pg_class as c
        where c.oid = any (array['vexar.bookings']::regclass[])
        union all
        select
            format('%s is a security definer with a fixed search_path', p.oid::regprocedure),
            p.prosecdef and p.proconfig @> array['search_path=pg_catalog, pg_temp']
        from pg_proc as p
        where p.oid = any (
            array[
                'vexar.prepare_booking()'
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
