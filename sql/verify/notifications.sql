-- Verify vexar:notifications on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
