-- Verify vexar:idempotency_keys on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
