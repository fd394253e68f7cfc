-- Verify vexar:steady_filters on pg

begin;

do $$
declare
    unsteady text;
begin
    select string_agg(c.table_name || '.' || c.column_name, ', ')
    into unsteady
    from (
        values ('bookings', 'operator_id'), ('bookings', 'product_id'), ('booking_departures', 'operator_id')
    ) as c (table_name, column_name)
    where not exists (
        select from pg_attribute as a
        where
            a.attrelid = format('vexar.%I', c.table_name)::regclass and a.attname = c.column_name
            and 'n_distinct=10' = any (a.attoptions)
    );
    if unsteady is not null then
        raise exception 'not so: n_distinct is 10 of: %', unsteady;
    end if;
end
$$;

rollback;
