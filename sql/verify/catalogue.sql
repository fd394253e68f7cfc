-- Verify vexar:catalogue on pg

BEGIN;

-- XXX Add verifications here.

ROLLBACK;
