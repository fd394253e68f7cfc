-- The set "wide": 100 000 profiles with 12 bookings each. :scale makes it smaller, for trying the harness out.
select greatest(100, (100000 * :scale)::bigint) as profiles \gset
\set number :profiles
\ir profiles.sql

insert into bench_shares (first_profile, profiles, bookings, starts, days)
values (1, :profiles, :profiles * 12, current_date - 365, 730);

\ir bookings.sql
\ir rollup.sql
\ir finish.sql
