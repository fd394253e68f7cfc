-- Verify vexar:wall_time on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
