-- Verify vexar:history on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
