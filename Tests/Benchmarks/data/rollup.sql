-- What triggers keep beside the bookings, for they are off while the bookings are loaded.
select count(vexar.recount_bookings(p.id)) from vexar.profiles as p;
