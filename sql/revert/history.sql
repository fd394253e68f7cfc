-- Revert vexar:history from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
