-- Verify vexar:outbox_depth on pg

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
            'vexar_app may execute vexar.outbox_depth()',
            has_function_privilege('vexar_app', 'vexar.outbox_depth()', 'execute')
        ),
        (
            'vexar_admin may not',
            not has_function_privilege('vexar_admin', 'vexar.outbox_depth()', 'execute')
        ),
        (
            'vexar.outbox_depth() is a security definer with a fixed search_path',
            (
                select p.prosecdef and p.proconfig @> array['search_path=pg_catalog, pg_temp']
                from pg_proc as p
                where p.oid = 'vexar.outbox_depth()'::regprocedure
            )
        )
    ) as f (fact, is_so)
    where f.is_so is not true;
    if untrue is not null then
        raise exception 'not so: %', untrue;
    end if;
end
$$;

rollback;
