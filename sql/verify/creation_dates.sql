-- Verify vexar:creation_dates on pg

begin;

do $$
begin
    if strpos(pg_get_functiondef('vexar.prepare_booking()'::regprocedure), 'created_at := clock_timestamp()') = 0 then
        raise exception 'not so: vexar.prepare_booking() dates a booking when it is made';
    end if;
end
$$;

rollback;
