-- Verify vexar:tenancy on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
