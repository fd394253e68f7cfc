-- Revert vexar:tenancy from pg

BEGIN;

-- XXX Add DDLs here.

COMMIT;
