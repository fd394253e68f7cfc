-- Revert vexar:steady_filters from pg

begin;

set local role vexar_owner;
set local lock_timeout = '500ms';

alter table vexar.bookings
alter column operator_id reset (n_distinct),
alter column product_id reset (n_distinct);
alter table vexar.booking_departures alter column operator_id reset (n_distinct);

commit;
