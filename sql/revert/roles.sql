-- Revert vexar:roles from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
