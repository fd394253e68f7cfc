-- Verify vexar:view_departures on pg

begin;

select pg_get_object_address('trigger', '{vexar, staff, record_narrowed_view}', '{}');

do $$
begin
    if not exists (
        select from pg_proc as p
        where
            p.oid = 'vexar.record_narrowed_view()'::regprocedure
            and p.prosecdef and p.proconfig @> array['search_path=pg_catalog, pg_temp']
    ) then
        raise exception 'not so: vexar.record_narrowed_view() is a security definer with a fixed search_path';
    end if;
end
$$;

rollback;
