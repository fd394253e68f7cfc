-- Revert vexar:steady_plans from pg

begin;

alter role vexar_app in database :"DBNAME" reset plan_cache_mode;
alter role vexar_app in database :"DBNAME" reset jit;
alter role vexar_app in database :"DBNAME" reset search_path;

set local role vexar_owner;
set local lock_timeout = '500ms';

alter table vexar.bookings alter column profile_id reset (n_distinct);
alter table vexar.holds alter column profile_id reset (n_distinct);
alter table vexar.booking_history alter column profile_id reset (n_distinct);
alter table vexar.booking_departures alter column profile_id reset (n_distinct);
alter table vexar.notifications alter column profile_id reset (n_distinct);
alter table vexar.idempotency_keys alter column profile_id reset (n_distinct);

alter policy tenant on vexar.bookings
using (
    profile_id = (select vexar.current_profile_id())
    and (
        (select vexar.viewing_operator_id()) is null
        or operator_id = (select vexar.viewing_operator_id())
    )
);

commit;
