-- Revert vexar:wall_time from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
