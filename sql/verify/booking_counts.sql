-- Verify vexar:booking_counts on pg

begin;

select profile_id, operator_id, booking_date, pending, confirmed, completed, cancelled
from vexar.booking_counts
where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('table constraint', 'vexar.booking_counts.booking_counts_pkey'),
    ('table constraint', 'vexar.booking_counts.booking_counts_profile_id_fkey'),
    ('policy', 'vexar.booking_counts.tenant'),
    ('policy', 'vexar.booking_counts.every_tenant'),
    ('trigger', 'vexar.bookings.count_new_booking'),
    ('trigger', 'vexar.bookings.count_booking'),
    ('trigger', 'vexar.bookings.forget_counts')
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
            'row-level security is on',
            (select c.relrowsecurity from pg_class as c where c.oid = 'vexar.booking_counts'::regclass)
        ),
        ('vexar_app reads it', has_table_privilege('vexar_app', 'vexar.booking_counts', 'select')),
        (
            'vexar_app does not write it',
            not has_table_privilege('vexar_app', 'vexar.booking_counts', 'insert, update, delete, truncate')
        ),
        (
            'vexar_admin reads it and does not write it',
            has_table_privilege('vexar_admin', 'vexar.booking_counts', 'select')
            and not has_table_privilege('vexar_admin', 'vexar.booking_counts', 'insert, update, delete, truncate')
        ),
        (
            'nobody but the owner recounts',
            not has_function_privilege('vexar_app', 'vexar.recount_bookings(bigint)', 'execute')
            and not has_function_privilege('vexar_admin', 'vexar.recount_bookings(bigint)', 'execute')
        )
    ) as f (fact, is_so)
    where f.is_so is not true;
    if untrue is not null then
        raise exception 'not so: %', untrue;
    end if;
end
$$;

rollback;
