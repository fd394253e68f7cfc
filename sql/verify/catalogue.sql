-- Verify vexar:catalogue on pg

begin;

select
    profile_id, id, key, name, display_name, email, job_title, is_active, is_bookable, can_view_all, color,
    avatar_url
from vexar.staff
where false;
select
    profile_id, id, key, kind, name, description, price, currency, duration_minutes, capacity, is_active
from vexar.products
where false;
select profile_id, operator_id, product_id from vexar.staff_products where false;
select profile_id, id, operator_id, day_of_week, start_time, end_time, is_available from vexar.schedules where false;
select
    profile_id, id, operator_id, override_date, is_available, start_time, end_time, reason
from vexar.overrides
where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('table constraint', 'vexar.staff.staff_pkey'),
    ('table constraint', 'vexar.staff.staff_key_key'),
    ('table constraint', 'vexar.staff.staff_profile_id_fkey'),
    ('table constraint', 'vexar.staff.staff_avatar_url_check'),
    ('table constraint', 'vexar.staff.staff_color_check'),
    ('table constraint', 'vexar.staff.staff_display_name_check'),
    ('table constraint', 'vexar.staff.staff_email_check'),
    ('table constraint', 'vexar.staff.staff_job_title_check'),
    ('table constraint', 'vexar.staff.staff_key_check'),
    ('table constraint', 'vexar.staff.staff_name_check'),
    ('table constraint', 'vexar.products.products_pkey'),
    ('table constraint', 'vexar.products.products_key_key'),
    ('table constraint', 'vexar.products.products_kind_key'),
    ('table constraint', 'vexar.products.products_profile_id_fkey'),
    ('table constraint', 'vexar.products.products_capacity_check'),
    ('table constraint', 'vexar.products.products_currency_check'),
    ('table constraint', 'vexar.products.products_description_check'),
    ('table constraint', 'vexar.products.products_duration_minutes_check'),
    ('table constraint', 'vexar.products.products_key_check'),
    ('table constraint', 'vexar.products.products_kind_check'),
    ('table constraint', 'vexar.products.products_name_check'),
    ('table constraint', 'vexar.products.products_price_check'),
    ('table constraint', 'vexar.products.products_rental_has_no_duration_check'),
    ('table constraint', 'vexar.staff_products.staff_products_pkey'),
    ('table constraint', 'vexar.staff_products.staff_products_operator_id_fkey'),
    ('table constraint', 'vexar.staff_products.staff_products_product_id_fkey'),
    ('table constraint', 'vexar.schedules.schedules_pkey'),
    ('table constraint', 'vexar.schedules.schedules_operator_id_fkey'),
    ('table constraint', 'vexar.schedules.schedules_profile_id_fkey'),
    ('table constraint', 'vexar.schedules.schedules_day_of_week_check'),
    ('table constraint', 'vexar.schedules.schedules_open_has_times_check'),
    ('table constraint', 'vexar.schedules.schedules_times_check'),
    ('table constraint', 'vexar.overrides.overrides_pkey'),
    ('table constraint', 'vexar.overrides.overrides_operator_id_fkey'),
    ('table constraint', 'vexar.overrides.overrides_profile_id_fkey'),
    ('table constraint', 'vexar.overrides.overrides_override_date_check'),
    ('table constraint', 'vexar.overrides.overrides_reason_check'),
    ('table constraint', 'vexar.overrides.overrides_times_check'),
    ('index', 'vexar.schedules_operator_idx'),
    ('index', 'vexar.overrides_date_idx'),
    ('policy', 'vexar.staff.tenant'),
    ('policy', 'vexar.staff.every_tenant'),
    ('policy', 'vexar.products.tenant'),
    ('policy', 'vexar.products.every_tenant'),
    ('policy', 'vexar.staff_products.tenant'),
    ('policy', 'vexar.staff_products.every_tenant'),
    ('policy', 'vexar.schedules.tenant'),
    ('policy', 'vexar.schedules.every_tenant'),
    ('policy', 'vexar.overrides.tenant'),
    ('policy', 'vexar.overrides.every_tenant'),
    ('trigger', 'vexar.staff.lock_clocks'),
    ('trigger', 'vexar.staff.touch_clock'),
    ('trigger', 'vexar.staff.touch_clock_on_change'),
    ('trigger', 'vexar.products.lock_clocks'),
    ('trigger', 'vexar.products.touch_clock'),
    ('trigger', 'vexar.products.touch_clock_on_change'),
    ('trigger', 'vexar.staff_products.lock_clocks'),
    ('trigger', 'vexar.staff_products.touch_clock'),
    ('trigger', 'vexar.staff_products.touch_clock_on_change'),
    ('trigger', 'vexar.schedules.lock_clocks'),
    ('trigger', 'vexar.schedules.touch_clock'),
    ('trigger', 'vexar.schedules.touch_clock_on_change'),
    ('trigger', 'vexar.overrides.lock_clocks'),
    ('trigger', 'vexar.overrides.touch_clock'),
    ('trigger', 'vexar.overrides.touch_clock_on_change')
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
            ('vexar_app', 'vexar.staff', 'select'),
            ('vexar_admin', 'vexar.staff', 'select insert update'),
            ('vexar_app', 'vexar.products', 'select'),
            ('vexar_admin', 'vexar.products', 'select insert update'),
            ('vexar_app', 'vexar.staff_products', 'select'),
            ('vexar_admin', 'vexar.staff_products', 'select insert update delete'),
            ('vexar_app', 'vexar.schedules', 'select'),
            ('vexar_admin', 'vexar.schedules', 'select insert update delete'),
            ('vexar_app', 'vexar.overrides', 'select'),
            ('vexar_admin', 'vexar.overrides', 'select insert update delete')
        ) as g (role, relation, privileges)
        union all
        select
            format('%s has row-level security', c.oid::regclass),
            c.relrowsecurity
        from pg_class as c
        where c.oid = any (
            array[
                'vexar.staff', 'vexar.products', 'vexar.staff_products', 'vexar.schedules', 'vexar.overrides'
            ]::regclass[]
        )
    ) as f (fact, is_so)
    where f.is_so is not true;
    if untrue is not null then
        raise exception 'not so: %', untrue;
    end if;
end
$$;

rollback;
