-- Deploy vexar:open_bookings_index to pg
-- requires: booking_counts
-- What is upcoming is counted by days but for those of today, of which some are over: found by day and instant. The
-- index by instants alone served the count of all days.

set client_min_messages = warning;
set role vexar_owner;

drop index concurrently if exists vexar.bookings_open_idx;
create index concurrently bookings_open_idx on vexar.bookings (profile_id, booking_date, upcoming_until)
include (operator_id)
where status in ('pending', 'confirmed');

drop index concurrently if exists vexar.bookings_upcoming_idx;
