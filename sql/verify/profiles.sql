-- Verify vexar:profiles on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
