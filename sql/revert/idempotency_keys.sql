-- Revert vexar:idempotency_keys from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
