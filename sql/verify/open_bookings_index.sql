-- Verify vexar:open_bookings_index on pg

begin;

do $$
begin
    if not exists (
        select from pg_index as x
        where x.indexrelid = to_regclass('vexar.bookings_open_idx') and x.indisvalid
    ) then
        raise exception 'vexar.bookings_open_idx is missing or was not built to its end';
    end if;
end
$$;

rollback;
