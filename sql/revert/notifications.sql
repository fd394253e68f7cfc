-- Revert vexar:notifications from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
