-- Revert vexar:catalogue from pg

begin;
set local role vexar_owner;

drop table vexar.overrides;
drop table vexar.schedules;
drop table vexar.staff_products;
drop table vexar.products;
drop table vexar.staff;

commit;
