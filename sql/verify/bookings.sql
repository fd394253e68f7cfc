-- Verify vexar:bookings on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
