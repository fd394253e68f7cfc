-- Verify vexar:booking_counts_filled on pg

begin;

-- Raises if it is missing.
select pg_get_object_address('table constraint', '{vexar,booking_counts,booking_counts_check}', '{}');

do $$
declare
    uncounted bigint;
begin
    select p.id
    into uncounted
    from vexar.profiles as p
    where
        exists (select from vexar.bookings as b where b.profile_id = p.id)
        and not exists (
            select from vexar.booking_counts as c
            where c.profile_id = p.id and c.operator_id = 0 and c.booking_date = '-infinity'
        )
    limit 1;
    if found then
        raise exception 'the bookings of profile % are not counted: select vexar.recount_bookings(%)',
            uncounted, uncounted;
    end if;
end
$$;

rollback;
