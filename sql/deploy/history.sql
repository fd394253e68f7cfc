-- Deploy vexar:history to pg
-- requires: holds

begin;
set local role vexar_owner;

create table vexar.booking_history (
    profile_id bigint not null,
    id bigint generated always as identity,
    booking_id bigint not null,
    version integer not null,
    action text not null,
    actor_type text not null,
    actor_operator_id bigint,
    actor_name text,
    before jsonb,
    after jsonb not null,
    at timestamptz not null,
    constraint booking_history_pkey primary key (profile_id, id),
    constraint booking_history_booking_id_fkey foreign key (profile_id, booking_id)
    references vexar.bookings (profile_id, id),
    constraint booking_history_action_check check (action in ('created', 'status', 'rescheduled', 'updated')),
    constraint booking_history_actor_type_check check (actor_type in ('owner', 'staff', 'visitor', 'system')),
    constraint booking_history_before_check check ((before is null) = (action = 'created'))
);
comment on table vexar.booking_history is 'What happened to each booking, written by trigger; nobody changes it.';
comment on column vexar.booking_history.actor_name is 'As it was then.';
comment on column vexar.booking_history.before is 'The fields that changed, as they were; null for the creation.';
comment on column vexar.booking_history.after is 'The fields that changed, as they became.';
create index booking_history_booking_idx on vexar.booking_history (profile_id, booking_id, id);

create function vexar.booking_facts(booking vexar.bookings) returns jsonb
language sql stable parallel safe
return jsonb_build_object(
    'product_id', (booking).product_id,
    'operator_id', (booking).operator_id,
    'booking_date', (booking).booking_date,
    'start_time', to_char((booking).start_time, 'HH24:MI'),
    'end_time', to_char((booking).end_time, 'HH24:MI'),
    'checkout_date', (booking).checkout_date,
    'duration_minutes', (booking).duration_minutes,
    'status', (booking).status,
    'visitor_name', (booking).visitor_name,
    'visitor_email', (booking).visitor_email,
    'visitor_phone', (booking).visitor_phone,
    'visitor_note', (booking).visitor_note,
    'price', (booking).price,
    'currency', (booking).currency,
    'cancellation_reason', (booking).cancellation_reason,
    'double_booked', (booking).double_booked
);
comment on function vexar.booking_facts(vexar.bookings) is
'The fields of a booking that its history speaks of, as the API shows them.';

create function vexar.actor_name(profile bigint) returns text
language plpgsql stable
as $$
begin
    return case vexar.actor_type()
        when 'owner' then (select p.display_name from vexar.profiles as p where p.id = profile)
        when 'staff' then (
            select coalesce(s.display_name, s.name)
            from vexar.staff as s
            where s.profile_id = profile and s.id = vexar.actor_operator_id()
        )
    end;
end
$$;

create function vexar.record_booking() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    facts jsonb := vexar.booking_facts(new);
    changed_before jsonb;
    changed_after jsonb;
begin
    if tg_op = 'INSERT' then
        changed_after := jsonb_strip_nulls(facts);
    else
        select jsonb_object_agg(f.key, f.value), jsonb_object_agg(f.key, facts -> f.key)
        into changed_before, changed_after
        from jsonb_each(vexar.booking_facts(old)) as f
        where f.value is distinct from facts -> f.key;
        if changed_before is null then
            return null;
        end if;
    end if;
    insert into vexar.booking_history (
        profile_id, booking_id, version, action, actor_type, actor_operator_id, actor_name, before, after, at
    )
    values (
        new.profile_id, new.id, new.version,
        case
            when tg_op = 'INSERT' then 'created'
            when changed_after ? 'status' then 'status'
            when changed_after
                ?| array[
                    'booking_date', 'start_time', 'checkout_date', 'duration_minutes', 'product_id', 'operator_id'
                ]
                then 'rescheduled'
            else 'updated'
        end,
        vexar.actor_type(), vexar.actor_operator_id(), vexar.actor_name(new.profile_id),
        changed_before, changed_after, new.updated_at
    );
    return null;
end
$$;

create trigger record_new_booking after insert on vexar.bookings
for each row execute function vexar.record_booking();
create trigger record_booking after update on vexar.bookings
for each row when (old.* is distinct from new.*) execute function vexar.record_booking();

-- For the feed of a key that sees only its own bookings: which ones have left its view, and when.
create table vexar.booking_departures (
    profile_id bigint not null,
    operator_id bigint not null,
    booking_id bigint not null,
    changed_ts bigint not null,
    constraint booking_departures_pkey primary key (profile_id, operator_id, booking_id),
    constraint booking_departures_booking_id_fkey foreign key (profile_id, booking_id)
    references vexar.bookings (profile_id, id),
    constraint booking_departures_operator_id_fkey foreign key (profile_id, operator_id)
    references vexar.staff (profile_id, id)
);
comment on table vexar.booking_departures is
'Bookings that a staff member had and has no more, at the clock of the departure.';
create index booking_departures_changed_idx
on vexar.booking_departures (profile_id, operator_id, changed_ts, booking_id);

create function vexar.record_departure() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if old.operator_id is not null then
        insert into vexar.booking_departures (profile_id, operator_id, booking_id, changed_ts)
        values (old.profile_id, old.operator_id, old.id, new.changed_ts);
    end if;
    -- Back again: it is in the view, not gone from it.
    delete from vexar.booking_departures as d
    where d.profile_id = new.profile_id and d.operator_id = new.operator_id and d.booking_id = new.id;
    return null;
end
$$;

create trigger record_departure after update on vexar.bookings
for each row when (old.operator_id is distinct from new.operator_id) execute function vexar.record_departure();

alter table vexar.booking_history enable row level security;
alter table vexar.booking_departures enable row level security;
create policy tenant on vexar.booking_history for select to vexar_app
using (profile_id = (select vexar.current_profile_id()));
create policy own_view on vexar.booking_history as restrictive for select to vexar_app
using (
    (select vexar.viewing_operator_id()) is null
    or exists (
        select from vexar.bookings as b
        where b.profile_id = booking_history.profile_id and b.id = booking_history.booking_id
    )
);
create policy every_tenant on vexar.booking_history for select to vexar_admin using (true);
create policy tenant on vexar.booking_departures for select to vexar_app
using (profile_id = (select vexar.current_profile_id()));
create policy own_view on vexar.booking_departures as restrictive for select to vexar_app
using (
    (select vexar.viewing_operator_id()) is null
    or operator_id = (select vexar.viewing_operator_id())
);
create policy every_tenant on vexar.booking_departures for select to vexar_admin using (true);
grant select on table vexar.booking_history, vexar.booking_departures to vexar_app, vexar_admin;

commit;
