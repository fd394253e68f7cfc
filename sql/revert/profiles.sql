-- Revert vexar:profiles from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
