-- Revert vexar:bookings from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
