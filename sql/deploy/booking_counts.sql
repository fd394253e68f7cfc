-- Deploy vexar:booking_counts to pg
-- requires: bookings
-- How many bookings there are, kept by whoever changes one. Counting a million takes a tenth of a second, and every
-- list says how many match; adding up the days of a year takes as long for a million bookings as for a thousand.

begin;
set local role vexar_owner;
set local lock_timeout = '500ms';

create table vexar.booking_counts (
    profile_id bigint not null,
    operator_id bigint not null,
    booking_date date not null,
    pending integer not null,
    confirmed integer not null,
    completed integer not null,
    cancelled integer not null,
    constraint booking_counts_pkey primary key (profile_id, operator_id, booking_date),
    constraint booking_counts_profile_id_fkey foreign key (profile_id) references vexar.profiles (id)
)
-- Every booking changes four rows: room on their pages keeps the updates heap-only.
with (fillfactor = 70);
comment on table vexar.booking_counts is
'How many bookings of each status a profile has on each date, in all and of each staff member. Derived from'
' vexar.bookings by a trigger; vexar.recount_bookings derives it anew.';
comment on column vexar.booking_counts.operator_id is
'Of this staff member; 0: of everybody and of nobody, all there are.';
comment on column vexar.booking_counts.booking_date is 'On this date; -infinity: on any.';
alter table vexar.booking_counts alter column profile_id set (n_distinct = 50);

-- The four rows that a booking is counted in, of which two are left out where it is nobody's. The clock of the profile
-- is held by whoever changes a booking: nobody else counts at the same time.
create function vexar.count_booking() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and (old.operator_id, old.booking_date) is not distinct from (new.operator_id, new.booking_date)
    then
        update vexar.booking_counts as c
        set
            pending = c.pending + (new.status = 'pending')::integer - (old.status = 'pending')::integer,
            confirmed = c.confirmed + (new.status = 'confirmed')::integer - (old.status = 'confirmed')::integer,
            completed = c.completed + (new.status = 'completed')::integer - (old.status = 'completed')::integer,
            cancelled = c.cancelled + (new.status = 'cancelled')::integer - (old.status = 'cancelled')::integer
        where
            c.profile_id = new.profile_id and c.operator_id in (0, new.operator_id)
            and c.booking_date in ('-infinity', new.booking_date);
        return null;
    end if;
    if tg_op <> 'INSERT' then
        update vexar.booking_counts as c
        set
            pending = c.pending - (old.status = 'pending')::integer,
            confirmed = c.confirmed - (old.status = 'confirmed')::integer,
            completed = c.completed - (old.status = 'completed')::integer,
            cancelled = c.cancelled - (old.status = 'cancelled')::integer
        where
            c.profile_id = old.profile_id and c.operator_id in (0, old.operator_id)
            and c.booking_date in ('-infinity', old.booking_date);
    end if;
    if tg_op <> 'DELETE' then
        insert into vexar.booking_counts as c (
            profile_id, operator_id, booking_date, pending, confirmed, completed, cancelled
        )
        select
            new.profile_id, place.operator_id, place.booking_date,
            (new.status = 'pending')::integer, (new.status = 'confirmed')::integer,
            (new.status = 'completed')::integer, (new.status = 'cancelled')::integer
        from (
            values
            (0, '-infinity'), (0, new.booking_date), (new.operator_id, '-infinity'), (new.operator_id, new.booking_date)
        ) as place (operator_id, booking_date)
        where place.operator_id is not null
        on conflict on constraint booking_counts_pkey do update
        set
            pending = c.pending + excluded.pending,
            confirmed = c.confirmed + excluded.confirmed,
            completed = c.completed + excluded.completed,
            cancelled = c.cancelled + excluded.cancelled;
    end if;
    return null;
end
$$;

create function vexar.forget_counts() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from vexar.booking_counts;
    return null;
end
$$;

create function vexar.recount_bookings(profile bigint) returns void
language plpgsql
as $$
begin
    perform vexar.lock_clock(profile);
    delete from vexar.booking_counts as c where c.profile_id = profile;
    insert into vexar.booking_counts (
        profile_id, operator_id, booking_date, pending, confirmed, completed, cancelled
    )
    select
        b.profile_id,
        case when grouping(b.operator_id) = 1 then 0 else b.operator_id end,
        case when grouping(b.booking_date) = 1 then '-infinity' else b.booking_date end,
        count(*) filter (where b.status = 'pending'),
        count(*) filter (where b.status = 'confirmed'),
        count(*) filter (where b.status = 'completed'),
        count(*) filter (where b.status = 'cancelled')
    from vexar.bookings as b
    where b.profile_id = profile
    group by b.profile_id, cube (b.operator_id, b.booking_date)
    having grouping(b.operator_id) = 1 or b.operator_id is not null;
end
$$;
comment on function vexar.recount_bookings(bigint) is
'Counts the bookings of a profile anew, while its changes wait: after bookings were loaded past the triggers.';

create trigger count_new_booking after insert or delete on vexar.bookings
for each row execute function vexar.count_booking();
create trigger count_booking after update on vexar.bookings
for each row when (
    (old.operator_id, old.booking_date, old.status) is distinct from (new.operator_id, new.booking_date, new.status)
)
execute function vexar.count_booking();
create trigger forget_counts after truncate on vexar.bookings
for each statement execute function vexar.forget_counts();

alter table vexar.booking_counts enable row level security;
-- Twice guarded, as the bookings are.
create policy tenant on vexar.booking_counts for select to vexar_app
using (
    profile_id = (select vexar.current_profile_id())
    and case
        when (select vexar.viewing_operator_id()) is null then true
        else operator_id = (select vexar.viewing_operator_id())
    end
);
create policy every_tenant on vexar.booking_counts for select to vexar_admin using (true);
grant select on table vexar.booking_counts to vexar_app, vexar_admin;

commit;
