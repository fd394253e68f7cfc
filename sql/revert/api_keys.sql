-- Revert vexar:api_keys from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
