-- Verify vexar:profiles on pg

begin;

select id, username, display_name, timezone, currency, language, created_at from vexar.profiles where false;
select
    profile_id, slot_duration, buffer_time, max_bookings_per_day, min_notice_hours, max_advance_days,
    cancellation_hours, auto_confirm, require_payment, confirmation_message, staff_selection_mode
from vexar.profile_settings
where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('table constraint', 'vexar.profiles.profiles_pkey'),
    ('table constraint', 'vexar.profiles.profiles_username_key'),
    ('table constraint', 'vexar.profiles.profiles_currency_check'),
    ('table constraint', 'vexar.profiles.profiles_display_name_check'),
    ('table constraint', 'vexar.profiles.profiles_language_check'),
    ('table constraint', 'vexar.profiles.profiles_timezone_check'),
    ('table constraint', 'vexar.profiles.profiles_timezone_is_iana_check'),
    ('table constraint', 'vexar.profiles.profiles_username_check'),
    ('table constraint', 'vexar.profile_settings.profile_settings_pkey'),
    ('table constraint', 'vexar.profile_settings.profile_settings_profile_id_fkey'),
    ('table constraint', 'vexar.profile_settings.profile_settings_buffer_time_check'),
    ('table constraint', 'vexar.profile_settings.profile_settings_cancellation_hours_check'),
    ('table constraint', 'vexar.profile_settings.profile_settings_confirmation_message_check'),
    ('table constraint', 'vexar.profile_settings.profile_settings_max_advance_days_check'),
    ('table constraint', 'vexar.profile_settings.profile_settings_max_bookings_per_day_check'),
    ('table constraint', 'vexar.profile_settings.profile_settings_min_notice_hours_check'),
    ('table constraint', 'vexar.profile_settings.profile_settings_slot_duration_check'),
    ('table constraint', 'vexar.profile_settings.profile_settings_staff_selection_mode_check'),
    ('policy', 'vexar.profiles.tenant'),
    ('policy', 'vexar.profiles.every_tenant'),
    ('policy', 'vexar.profile_settings.tenant'),
    ('policy', 'vexar.profile_settings.every_tenant')
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
            ('vexar_app', 'vexar.profiles', 'select'),
            ('vexar_admin', 'vexar.profiles', 'select insert update'),
            ('vexar_app', 'vexar.profile_settings', 'select'),
            ('vexar_admin', 'vexar.profile_settings', 'select insert update')
        ) as g (role, relation, privileges)
        union all
        select
            format('%s has row-level security', c.oid::regclass),
            c.relrowsecurity
        from pg_class as c
        where c.oid = any (array['vexar.profiles', 'vexar.profile_settings']::regclass[])
    ) as f (fact, is_so)
    where f.is_so is not true;
    if untrue is not null then
        raise exception 'not so: %', untrue;
    end if;
end
$$;

rollback;
