-- Deploy vexar:steady_filters to pg
-- requires: steady_plans
-- A staff member or a product is one of thousands to the planner, which does not know that they belong to profiles:
-- one booking seems to be left of a profile's, so that reading and sorting them all looks as good as walking an index
-- in the order of a page. So it is told to think of ten, as it is of fifty profiles (steady_plans).

begin;

set local role vexar_owner;
set local lock_timeout = '500ms';

alter table vexar.bookings
alter column operator_id set (n_distinct = 10),
alter column product_id set (n_distinct = 10);
alter table vexar.booking_departures alter column operator_id set (n_distinct = 10);

commit;

-- What was counted already takes the new numbers.
analyze vexar.bookings, vexar.booking_departures;
