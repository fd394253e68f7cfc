-- Revert vexar:clocks from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
