-- Revert vexar:holds from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
