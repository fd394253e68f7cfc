-- Verify vexar:housekeeping on pg

begin;

-- Raises, naming what is missing.
select 'vexar.require_age(timestamptz, interval)'::regprocedure;

-- Raises, naming what is not so.
do $$
declare
    untrue text;
begin
    select string_agg(f.fact, '; ')
    into untrue
    from (
        select
            format('%s may execute %s: %s', r.role, p.called, r.allowed) as fact,
            has_function_privilege(r.role, p.called, 'execute') = r.allowed as is_so
        from (
            values
            ('vexar.delete_idempotency_keys(integer)'),
            ('vexar.delete_messages(timestamptz, integer)'),
            ('vexar.delete_review_tokens(timestamptz, integer)'),
            ('vexar.delete_history(bigint, bigint, timestamptz, integer)')
        ) as p (called)
        cross join (values ('vexar_admin', true), ('vexar_app', false)) as r (role, allowed)
        union all
        select
            format('%s is a security definer with a fixed search_path', p.oid::regprocedure),
            p.prosecdef and p.proconfig @> array['search_path=pg_catalog, pg_temp']
        from pg_proc as p
        where p.oid = any (
            array[
                'vexar.delete_idempotency_keys(integer)', 'vexar.delete_messages(timestamptz, integer)',
                'vexar.delete_review_tokens(timestamptz, integer)',
                'vexar.delete_history(bigint, bigint, timestamptz, integer)'
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
