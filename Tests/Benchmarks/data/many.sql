-- The set "many": 2 000 profiles with 600 bookings each; then one with 1 000, one with 200 000, one with 1 000 000, and
-- one whose months have some 300 each. :scale makes it smaller, for trying the harness out.
select greatest(20, (2000 * :scale)::bigint) as profiles, (200000 * :scale)::bigint + 1000 as larger,
    (1000000 * :scale)::bigint + 1000 as largest \gset
\set number :profiles + 4
\ir profiles.sql

-- The three that are compared with each other by size have all their bookings but 42 in the two years around today,
-- and these in one month behind: a calendar month that is the same work for each of them.
insert into bench_shares (first_profile, profiles, bookings, starts, days)
values
    (1, :profiles, :profiles * 600, current_date - 365, 730),
    (:profiles + 1, 1, 1000 - 42, current_date - 365, 730),
    (:profiles + 2, 1, :larger - 42, current_date - 365, 730),
    (:profiles + 3, 1, :largest - 42, current_date - 365, 730),
    (:profiles + 1, 3, 3 * 42, (date_trunc('month', current_date) + interval '14 months')::date, 28),
    (:profiles + 4, 1, 7300, current_date - 365, 730);

\ir bookings.sql
\ir rollup.sql
\ir finish.sql
