-- Deploy vexar:steady_plans to pg
-- requires: outbox
-- requires: idempotency_keys
-- The service's statements are planned once a connection and not for every call, which takes longer than running them:
-- a page of fifty took 530 µs of the database's time, and takes 200.
--
-- Such a plan is made without knowing the profile, for one of the average size. Where that is a dozen bookings, every
-- index that begins with the profile looks as good as the right one, and reading and sorting all of a profile's
-- bookings as good as walking an index in the order of a page: which takes a second for a profile with a million. So
-- the planner is told to think of fifty profiles, whatever their number: what is right for a fiftieth of everything is
-- right for a dozen bookings too.

begin;

alter role vexar_app in database :"DBNAME" set plan_cache_mode = force_generic_plan;
-- By such estimates a page of fifty looks like much work as soon as there are many bookings in all: compiling its plan
-- would take a hundred times as long as running it.
alter role vexar_app in database :"DBNAME" set jit = off;
-- A plan is made anew when the path has changed since. Functions of the owner set theirs, and what they share with the
-- service's statements was planned twice for every booking.
alter role vexar_app in database :"DBNAME" set search_path = pg_catalog, pg_temp;

set local role vexar_owner;
set local lock_timeout = '500ms';

alter table vexar.bookings alter column profile_id set (n_distinct = 50);
alter table vexar.holds alter column profile_id set (n_distinct = 50);
alter table vexar.booking_history alter column profile_id set (n_distinct = 50);
alter table vexar.booking_departures alter column profile_id set (n_distinct = 50);
alter table vexar.notifications alter column profile_id set (n_distinct = 50);
alter table vexar.idempotency_keys alter column profile_id set (n_distinct = 50);

-- Of `a is null or b = a` the planner expects one row in a hundred, so that any limit looks like all of them; of a
-- CASE, half.
alter policy tenant on vexar.bookings
using (
    profile_id = (select vexar.current_profile_id())
    and case
        when (select vexar.viewing_operator_id()) is null then true
        else operator_id = (select vexar.viewing_operator_id())
    end
);

commit;

-- What was counted already takes the new numbers.
analyze vexar.bookings, vexar.holds, vexar.booking_history, vexar.booking_departures, vexar.notifications,
    vexar.idempotency_keys;
