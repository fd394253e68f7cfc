-- Verify vexar:counted_deletes on pg

begin;

-- Raises if it is missing.
select pg_get_object_address('trigger', '{vexar,bookings,lock_clock}', '{}');

rollback;
