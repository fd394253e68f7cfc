-- Revert vexar:catalogue from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
