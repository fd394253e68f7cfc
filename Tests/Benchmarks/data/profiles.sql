-- Profiles 1 to :number, each with settings, a clock, a key, 5 staff, 7 services and a rental object, and a week. All
-- ids follow from the profile's number, so that wrk and pgbench can name them: staff 5 n - 4 to 5 n, products 8 n - 7
-- to 8 n, of which the last is the rental object. A staff member's services are three: of its own place among the five,
-- and the next two. The key is the number in 64 hexadecimal digits.
--
-- As a restore does: no triggers and no look at foreign keys.
set session_replication_role = replica;
set synchronous_commit = off;
set maintenance_work_mem = '512MB';
set work_mem = '256MB';

insert into vexar.profiles (id, username, display_name, timezone, currency, language, email)
overriding system value
select
    n, 'bench-' || n, 'Salon ' || n,
    (array['Europe/Kyiv', 'America/New_York', 'Asia/Tokyo', 'UTC'])[1 + n % 4],
    (array['uah', 'usd', 'jpy', 'eur'])[1 + n % 4], 'en', 'salon' || n || '@example.com'
from generate_series(1, :number) as n;

insert into vexar.profile_settings (profile_id, slot_duration)
select n, 30 from generate_series(1, :number) as n;

insert into vexar.profile_clocks (profile_id, ts)
select n, extract(epoch from now())::bigint from generate_series(1, :number) as n;

insert into vexar.api_keys (profile_id, key_hash)
select n, sha256(lpad(to_hex(n), 64, '0')::bytea) from generate_series(1, :number) as n;

insert into vexar.staff (id, profile_id, key, name, display_name, job_title, can_view_all, color)
overriding system value
select
    5 * (n - 1) + j, n, 'staff-' || j, (array['Ann Lee', 'Bob Ray', 'Cleo Diaz', 'Dan Novak', 'Eva Koch'])[j],
    case when j % 2 = 0 then (array['Ann', 'Bob', 'Cleo', 'Dan', 'Eva'])[j] end, 'Stylist', j = 1, '#3366cc'
from generate_series(1, :number) as n
cross join generate_series(1, 5) as j;

insert into vexar.products (id, profile_id, key, kind, name, description, price, duration_minutes, capacity)
overriding system value
select
    8 * (n - 1) + k, n, 'product-' || k, case when k = 8 then 'rental' else 'service' end,
    (array['Cut', 'Colour', 'Wash and style', 'Beard trim', 'Manicure', 'Massage', 'Consultation', 'Guest room'])[k],
    case when k % 2 = 1 then 'By appointment; please come five minutes early.' end,
    2000 + 500 * k, case when k < 8 then 15 * k end, case when k = 8 then 4 else 1 end
from generate_series(1, :number) as n
cross join generate_series(1, 8) as k;

insert into vexar.staff_products (profile_id, operator_id, product_id)
select n, 5 * (n - 1) + j, 8 * (n - 1) + j + k
from generate_series(1, :number) as n
cross join generate_series(1, 5) as j
cross join generate_series(0, 2) as k;

-- The profile's own week, and those of two of its staff.
insert into vexar.schedules (profile_id, operator_id, day_of_week, start_time, end_time, is_available)
select n, case when j > 0 then 5 * (n - 1) + j end, d, '09:00', '18:00', d <> 0
from generate_series(1, :number) as n
cross join generate_series(0, 2) as j
cross join generate_series(0, 6) as d;

insert into vexar.overrides (profile_id, override_date, is_available, start_time, end_time, reason)
select
    n, date_trunc('month', current_date)::date + d * 9, d = 1, case when d = 1 then time '10:00' end,
    case when d = 1 then time '14:00' end, case when d <> 1 then 'Holiday' end
from generate_series(1, :number) as n
cross join generate_series(0, 2) as d;

-- Who has how many bookings, and in which days they lie: what bookings.sql makes.
create temporary table bench_shares (
    first_profile bigint not null,
    profiles bigint not null,
    bookings bigint not null,
    starts date not null,
    days integer not null
);
