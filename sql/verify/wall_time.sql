-- Verify vexar:wall_time on pg

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
            'vexar_app may execute instant_at(timestamp, text)',
            has_function_privilege('vexar_app', 'vexar.instant_at(timestamp, text)', 'execute')
        ),
        (
            'a plain time has its offset',
            vexar.instant_at('2025-07-01 10:00', 'Europe/Kyiv') = timestamptz '2025-07-01 07:00+00'
        ),
        ('a skipped time has no instant', vexar.instant_at('2025-03-30 03:30', 'Europe/Kyiv') is null),
        (
            'of a doubled time the earlier counts',
            vexar.instant_at('2025-10-26 03:30', 'Europe/Kyiv') = timestamptz '2025-10-26 00:30+00'
        )
    ) as f (fact, is_so)
    where f.is_so is not true;
    if untrue is not null then
        raise exception 'not so: %', untrue;
    end if;
end
$$;

rollback;
