-- Deploy vexar:profiles to pg
-- requires: tenancy

begin;
set local role vexar_owner;

create table vexar.profiles (
    id bigint generated always as identity,
    username text not null,
    display_name text not null,
    timezone text not null default 'UTC',
    currency text not null default 'usd',
    language text not null default 'en',
    created_at timestamptz not null default now(),
    constraint profiles_pkey primary key (id),
    constraint profiles_username_key unique (username),
    constraint profiles_username_check check (username ~ '^[a-z0-9][a-z0-9_.-]{0,62}$'),
    constraint profiles_display_name_check check (char_length(display_name) between 1 and 200),
    -- An unknown zone makes the expression itself raise (SQLSTATE 22023).
    constraint profiles_timezone_check check ((timestamptz '2000-01-01 00:00:00+00' at time zone timezone) is not null),
    -- PostgreSQL would also take a fixed abbreviation (EST) and a POSIX rule (Kyiv+2, which is two hours west).
    constraint profiles_timezone_is_iana_check
    check (timezone = 'UTC' or timezone ~ '^Etc/' or timezone ~ '^[A-Za-z]+(/[A-Za-z_-]+)+$'),
    constraint profiles_currency_check check (currency ~ '^[a-z]{3}$'),
    constraint profiles_language_check check (language ~ '^[a-z]{2,3}(-[a-z0-9]{2,8})*$')
);
comment on table vexar.profiles is 'The tenants: a salon, a clinic, a guest house, one person.';
comment on column vexar.profiles.timezone is 'IANA name. Every date and time of day of this profile is read in it.';

create table vexar.profile_settings (
    profile_id bigint not null,
    slot_duration integer not null default 60,
    buffer_time integer not null default 0,
    max_bookings_per_day integer,
    min_notice_hours integer not null default 0,
    max_advance_days integer not null default 365,
    cancellation_hours integer not null default 24,
    auto_confirm boolean not null default false,
    require_payment boolean not null default false,
    confirmation_message text,
    staff_selection_mode text not null default 'optional',
    constraint profile_settings_pkey primary key (profile_id),
    constraint profile_settings_profile_id_fkey foreign key (profile_id) references vexar.profiles (id),
    constraint profile_settings_slot_duration_check check (slot_duration between 1 and 10080),
    constraint profile_settings_buffer_time_check check (buffer_time between 0 and 10080),
    constraint profile_settings_max_bookings_per_day_check check (max_bookings_per_day between 1 and 100000),
    constraint profile_settings_min_notice_hours_check check (min_notice_hours between 0 and 8760),
    constraint profile_settings_max_advance_days_check check (max_advance_days between 0 and 36500),
    constraint profile_settings_cancellation_hours_check check (cancellation_hours between 0 and 8760),
    constraint profile_settings_confirmation_message_check check (char_length(confirmation_message) <= 5000),
    constraint profile_settings_staff_selection_mode_check
    check (staff_selection_mode in ('hidden', 'optional', 'required', 'auto'))
);
comment on table vexar.profile_settings is 'One row a profile: what the grid returns as settings.';

alter table vexar.profiles enable row level security;
alter table vexar.profile_settings enable row level security;

create policy tenant on vexar.profiles to vexar_app
using (id = (select vexar.current_profile_id()));
create policy every_tenant on vexar.profiles to vexar_admin using (true);
create policy tenant on vexar.profile_settings to vexar_app
using (profile_id = (select vexar.current_profile_id()));
create policy every_tenant on vexar.profile_settings to vexar_admin using (true);

grant select on table vexar.profiles, vexar.profile_settings to vexar_app;
grant select, insert, update on table vexar.profiles, vexar.profile_settings to vexar_admin;

commit;
