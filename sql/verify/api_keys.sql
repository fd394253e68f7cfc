-- Verify vexar:api_keys on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
