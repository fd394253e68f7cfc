-- Chance without chance: the same text always gives the same number, on every machine.

create function pg_temp.chance(seed text) returns double precision
language sql immutable parallel safe
return ('x' || substr(md5(seed), 1, 8))::bit(32)::bigint / 4294967296.0;

comment on function pg_temp.chance(text) is 'From 0 to below 1.';

create function pg_temp.whole(seed text, smallest integer, largest integer) returns integer
language sql immutable parallel safe
return smallest + floor(pg_temp.chance(seed) * (largest - smallest + 1))::integer;

create function pg_temp.one_of(seed text, choices anyarray) returns anyelement
language sql immutable parallel safe
as $$
    select choices[pg_temp.whole(seed, 1, cardinality(choices))]
$$;
