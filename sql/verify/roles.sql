-- Verify vexar:roles on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
