-- Deploy vexar:catalogue to pg
-- requires: clocks
-- What a profile offers and who works there: staff, products (services and rental objects), opening hours.

begin;
set local role vexar_owner;

create table vexar.staff (
    profile_id bigint not null,
    id bigint generated always as identity,
    key text not null,
    name text not null,
    display_name text,
    email text,
    job_title text,
    is_active boolean not null default true,
    is_bookable boolean not null default true,
    can_view_all boolean not null default false,
    color text,
    avatar_url text,
    constraint staff_pkey primary key (profile_id, id),
    constraint staff_key_key unique (profile_id, key),
    constraint staff_profile_id_fkey foreign key (profile_id) references vexar.profiles (id),
    constraint staff_key_check check (key ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$'),
    constraint staff_name_check check (char_length(name) between 1 and 200),
    constraint staff_display_name_check check (char_length(display_name) between 1 and 200),
    constraint staff_email_check check (char_length(email) between 3 and 254),
    constraint staff_job_title_check check (char_length(job_title) <= 200),
    constraint staff_color_check check (color ~ '^#[0-9A-Fa-f]{6}$'),
    constraint staff_avatar_url_check check (char_length(avatar_url) <= 2000)
);
comment on table vexar.staff is
'Staff members, the operators of bookings. Archived (is_active false), never deleted.';
comment on column vexar.staff.key is 'What the operators'' profile file knows this staff member by.';
comment on column vexar.staff.can_view_all is
'Whether a key bound to this staff member sees every booking of the profile.';

create table vexar.products (
    profile_id bigint not null,
    id bigint generated always as identity,
    key text not null,
    kind text not null,
    name text not null,
    description text,
    price bigint not null default 0,
    currency text,
    duration_minutes integer,
    capacity integer not null default 1,
    is_active boolean not null default true,
    constraint products_pkey primary key (profile_id, id),
    -- Lets a booking's foreign key carry the kind: a product cannot change its kind under its bookings.
    constraint products_kind_key unique (profile_id, id, kind),
    constraint products_key_key unique (profile_id, key),
    constraint products_profile_id_fkey foreign key (profile_id) references vexar.profiles (id),
    constraint products_key_check check (key ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$'),
    constraint products_kind_check check (kind in ('service', 'rental')),
    constraint products_name_check check (char_length(name) between 1 and 200),
    constraint products_description_check check (char_length(description) <= 5000),
    constraint products_price_check check (price between 0 and 9999999999),
    constraint products_currency_check check (currency ~ '^[a-z]{3}$'),
    constraint products_duration_minutes_check check (duration_minutes between 1 and 10080),
    constraint products_rental_has_no_duration_check check (kind = 'service' or duration_minutes is null),
    constraint products_capacity_check check (capacity between 1 and 10000)
);
comment on table vexar.products is 'Services and rental objects. Archived (is_active false), never deleted.';
comment on column vexar.products.capacity is
'Service: visitors in one session. Rental: how many of the object there are.';
comment on column vexar.products.currency is 'Null: the profile''s.';
comment on column vexar.products.duration_minutes is 'Null: the profile''s slot_duration.';

create table vexar.staff_products (
    profile_id bigint not null,
    operator_id bigint not null,
    product_id bigint not null,
    constraint staff_products_pkey primary key (profile_id, operator_id, product_id),
    constraint staff_products_operator_id_fkey
    foreign key (profile_id, operator_id) references vexar.staff (profile_id, id),
    constraint staff_products_product_id_fkey
    foreign key (profile_id, product_id) references vexar.products (profile_id, id)
);
comment on table vexar.staff_products is 'Which staff member offers which product.';

create table vexar.schedules (
    profile_id bigint not null,
    id bigint generated always as identity,
    operator_id bigint,
    day_of_week smallint not null,
    start_time time(0),
    end_time time(0),
    is_available boolean not null default true,
    constraint schedules_pkey primary key (profile_id, id),
    constraint schedules_profile_id_fkey foreign key (profile_id) references vexar.profiles (id),
    constraint schedules_operator_id_fkey
    foreign key (profile_id, operator_id) references vexar.staff (profile_id, id),
    constraint schedules_day_of_week_check check (day_of_week between 0 and 6),
    constraint schedules_times_check check ((start_time is null) = (end_time is null)),
    constraint schedules_open_has_times_check check (not is_available or start_time is not null)
);
comment on table vexar.schedules is
'Opening hours by weekday (0 = Sunday): the profile''s own (operator_id null) and each staff member''s.';
create index schedules_operator_idx on vexar.schedules (profile_id, operator_id, day_of_week, start_time, id);

create table vexar.overrides (
    profile_id bigint not null,
    id bigint generated always as identity,
    operator_id bigint,
    override_date date not null,
    is_available boolean not null,
    start_time time(0),
    end_time time(0),
    reason text,
    constraint overrides_pkey primary key (profile_id, id),
    constraint overrides_profile_id_fkey foreign key (profile_id) references vexar.profiles (id),
    constraint overrides_operator_id_fkey
    foreign key (profile_id, operator_id) references vexar.staff (profile_id, id),
    constraint overrides_override_date_check check (override_date between '2000-01-01' and '2100-12-31'),
    constraint overrides_times_check check ((start_time is null) = (end_time is null)),
    constraint overrides_reason_check check (char_length(reason) <= 1000)
);
comment on table vexar.overrides is
'Single days that differ from the schedule: holidays, longer evenings, a staff member''s leave.';
create index overrides_date_idx on vexar.overrides (profile_id, override_date, id);

do $$
declare
    changed text;
begin
    foreach changed in array array['staff', 'products', 'staff_products', 'schedules', 'overrides'] loop
        execute format('alter table vexar.%I enable row level security', changed);
        execute format(
            'create policy tenant on vexar.%I to vexar_app using (profile_id = (select vexar.current_profile_id()))',
            changed
        );
        execute format('create policy every_tenant on vexar.%I to vexar_admin using (true)', changed);
        execute format('grant select on table vexar.%I to vexar_app', changed);
        execute format('grant select, insert, update on table vexar.%I to vexar_admin', changed);
        execute format(
            'create trigger lock_clocks before insert or update or delete on vexar.%I
            for each statement execute function vexar.lock_clocks()',
            changed
        );
        execute format(
            'create trigger touch_clock after insert or delete on vexar.%I
            for each row execute function vexar.touch_clock_of_row()',
            changed
        );
        execute format(
            'create trigger touch_clock_on_change after update on vexar.%I
            for each row when (old.* is distinct from new.*) execute function vexar.touch_clock_of_row()',
            changed
        );
    end loop;
end
$$;
-- These three are replaced as a whole by the profile file; staff and products are only ever archived.
grant delete on table vexar.staff_products, vexar.schedules, vexar.overrides to vexar_admin;

commit;
