-- The bookings of one profile (psql variable profile: its username), unless it has some. One transaction.
\pset tuples_only on
\pset format unaligned
-- Whoever loads it, wherever: the same days.
set local timezone = 'UTC';

-- As the service begins a change: the tenant, who acts, and the profile's clock.
select
    set_config('vexar.profile_id', p.id::text, true),
    set_config('vexar.actor_type', 'owner', true)
from vexar.profiles as p
where p.username = :'profile'
\g /dev/null
select vexar.lock_own_clock() \g /dev/null

select count(*) as there, count(*) = 0 as is_empty
from vexar.bookings as b
where b.profile_id = vexar.current_profile_id()
\gset

\if :is_empty
\ir chance.sql
\ir visitors.sql
\ir slots.sql
\ir appointments.sql
\ir stays.sql
\ir record.sql
select format('  %s made, from %s to %s', count(*), min(b.booking_date), max(b.booking_date))
from vexar.bookings as b
where b.profile_id = vexar.current_profile_id();
\else
select format('  %s are there already', :there);
\endif
