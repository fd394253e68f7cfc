-- Deploy vexar:booking_counts_filled to pg
-- requires: booking_counts
-- Counts what was booked before it was counted, a profile a transaction: the changes of that profile wait meanwhile, two
-- seconds for a million bookings. Whatever cuts it off, it can be run again.

set client_min_messages = warning;
set lock_timeout = '10s';
set role vexar_owner;

\o /dev/null
select format('select vexar.recount_bookings(%s)', p.id)
from vexar.profiles as p
order by p.id
\gexec
\o
