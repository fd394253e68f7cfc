-- Verify vexar:clocks on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
