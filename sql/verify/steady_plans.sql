-- Verify vexar:steady_plans on pg

begin;

do $$
declare
    unsteady text;
begin
    select string_agg(t.name, ', ' order by t.name)
    into unsteady
    from unnest(
        array['bookings', 'holds', 'booking_history', 'booking_departures', 'notifications', 'idempotency_keys']
    ) as t (name)
    where not exists (
        select from pg_attribute as a
        where
            a.attrelid = format('vexar.%I', t.name)::regclass and a.attname = 'profile_id'
            and 'n_distinct=50' = any (a.attoptions)
    );
    if unsteady is not null then
        raise exception 'not so: n_distinct of profile_id is 50 in: %', unsteady;
    end if;
    if not exists (
        select from pg_db_role_setting as s
        inner join pg_database as d on d.oid = s.setdatabase
        where
            d.datname = current_database() and s.setrole = 'vexar_app'::regrole
            and s.setconfig @> array[
                'plan_cache_mode=force_generic_plan', 'jit=off', 'search_path=pg_catalog, pg_temp'
            ]
    ) then
        raise exception 'not so: vexar_app runs with generic plans, without JIT, with its search_path';
    end if;
    if not exists (
        select from pg_policies as p
        where
            p.schemaname = 'vexar' and p.tablename = 'bookings' and p.policyname = 'tenant'
            and p.qual like '%CASE%' and p.qual like '%current_profile_id%' and p.qual like '%viewing_operator_id%'
    ) then
        raise exception 'not so: policy tenant on vexar.bookings decides by CASE who sees which booking';
    end if;
end
$$;

rollback;
