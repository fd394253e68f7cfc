-- Verify vexar:holds on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
