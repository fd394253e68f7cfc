-- Verify vexar:tenancy on pg

begin;

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
            'vexar_app may execute current_profile_id()',
            has_function_privilege('vexar_app', 'vexar.current_profile_id()', 'execute')
        ),
        (
            'vexar_app may execute viewing_operator_id()',
            has_function_privilege('vexar_app', 'vexar.viewing_operator_id()', 'execute')
        ),
        ('no tenant is set', vexar.current_profile_id() is null),
        ('no view is set', vexar.viewing_operator_id() is null),
        ('the actor is the system', vexar.actor_type() = 'system'),
        ('no acting operator is set', vexar.actor_operator_id() is null)
    ) as f (fact, is_so)
    where f.is_so is not true;
    if untrue is not null then
        raise exception 'not so: %', untrue;
    end if;
end
$$;

rollback;
