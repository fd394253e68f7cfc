-- Revert vexar:open_bookings_index from pg

set client_min_messages = warning;
set role vexar_owner;

drop index concurrently if exists vexar.bookings_upcoming_idx;
create index concurrently bookings_upcoming_idx on vexar.bookings (profile_id, upcoming_until) include (operator_id)
where status in ('pending', 'confirmed');

drop index concurrently if exists vexar.bookings_open_idx;
