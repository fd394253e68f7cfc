-- A walk over the catalogue: what holds for every table and function of the schema, those to come included.
begin;
select plan(14);

create temporary view relations as
select
    c.oid,
    c.oid::regclass::text as name,
    c.relname
from pg_class as c
where c.relnamespace = 'vexar'::regnamespace and c.relkind in ('r', 'p');

-- The columns of a key, as the names of its table's.
create function pg_temp.names(relation oid, numbers smallint[]) returns text[]
language sql
as $$
    select array_agg(a.attname::text order by n.place)
    from unnest(numbers) with ordinality as n (number, place)
    inner join pg_attribute as a on a.attrelid = relation and a.attnum = n.number
$$;
create temporary view foreign_keys as
select
    k.conname::text as name,
    k.conrelid,
    k.confrelid,
    pg_temp.names(k.conrelid, k.conkey) as columns,
    k.conkey
from pg_constraint as k
where k.connamespace = 'vexar'::regnamespace and k.contype = 'f';

select cmp_ok((select count(*) from relations), '>=', 18::bigint, 'the walk finds the tables');

select is_empty(
    'select t.name from relations as t where obj_description(t.oid) is null', 'every table says what it is'
);
select is_empty(
    $$select t.name
    from relations as t
    inner join pg_class as c on c.oid = t.oid
    where not c.relrowsecurity$$,
    'every table has row-level security'
);
select is_empty(
    $$select t.name
    from relations as t
    left join pg_constraint as k on k.conrelid = t.oid and k.contype = 'p'
    where
        (pg_temp.names(t.oid, k.conkey))[1]
        is distinct from case t.relname when 'profiles' then 'id' else 'profile_id' end$$,
    'every primary key is led by the profile'
);
select is_empty(
    $$select c.relname from pg_class as c
    where c.relnamespace = 'vexar'::regnamespace and c.relowner <> 'vexar_owner'::regrole
    union all
    select p.proname from pg_proc as p
    where p.pronamespace = 'vexar'::regnamespace and p.proowner <> 'vexar_owner'::regrole$$,
    'everything belongs to vexar_owner'
);

-- Policies.
select is_empty(
    $$select t.name, p.polname
    from relations as t
    inner join pg_policy as p on p.polrelid = t.oid
    where
        p.polroles @> array['vexar_app'::regrole::oid]
        and p.polpermissive
        and pg_get_expr(p.polqual, p.polrelid) !~ '^\(*(profile_)?id = \( SELECT vexar.current_profile_id\(\)'$$,
    'every policy for vexar_app begins with the tenant'
);
select is_empty(
    $$select t.name, p.polname
    from relations as t
    inner join pg_policy as p on p.polrelid = t.oid
    where not p.polroles <@ array['vexar_app'::regrole::oid, 'vexar_admin'::regrole::oid]$$,
    'no policy is for anybody else'
);
select is_empty(
    $$select t.name
    from relations as t
    where
        (has_table_privilege('vexar_app', t.oid, 'select') or has_any_column_privilege('vexar_app', t.oid, 'insert'))
        and not exists (
            select from pg_policy as p
            where p.polrelid = t.oid and p.polpermissive and p.polroles @> array['vexar_app'::regrole::oid]
        )$$,
    'what vexar_app may use it has a policy for'
);

-- Foreign keys.
select is_empty(
    $$select k.name
    from foreign_keys as k
    where not k.columns @> array['profile_id']$$,
    'every foreign key includes the profile'
);
select is_empty(
    $$select t.name
    from relations as t
    where t.relname <> 'profiles' and not exists (select from foreign_keys as k where k.conrelid = t.oid)$$,
    'every table hangs together with the rest'
);
-- An index serves a key if it begins with its columns. It is for whoever deletes or renumbers what is referred to;
-- these are not, and a look-up by profile alone reads the rows of one tenant.
select set_eq(
    $$select k.name
    from foreign_keys as k
    where
        not exists (
            select from pg_index as i
            where
                i.indrelid = k.conrelid and i.indpred is null
                and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] @> k.conkey
        )$$,
    $$values
    ('api_keys_operator_id_fkey'),
    ('bookings_operator_id_fkey'),
    ('bookings_product_id_fkey'),
    ('overrides_operator_id_fkey'),
    ('staff_products_product_id_fkey'),
    ('booking_departures_booking_id_fkey')$$,
    'every foreign key has its index, but for those to staff, products and bookings, which are never deleted'
);

-- Functions.
select is_empty(
    $$select p.oid::regprocedure
    from pg_proc as p
    where
        p.pronamespace = 'vexar'::regnamespace and p.prosecdef
        and p.proconfig is distinct from array['search_path=pg_catalog, pg_temp']$$,
    'whatever runs as the owner looks for names in PostgreSQL''s own schema first'
);
select is_empty(
    $$select p.oid::regprocedure
    from pg_proc as p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as a
    where p.pronamespace = 'vexar'::regnamespace and a.grantee = 0$$,
    'no function is for everybody'
);

-- The clock.
select set_eq(
    $$select t.relname::text
    from relations as t
    where
        not exists (
            select from pg_trigger as g
            inner join pg_proc as p on p.oid = g.tgfoid
            where g.tgrelid = t.oid and (p.proname ~ '^touch_clock' or p.proname = 'prepare_booking')
        )$$,
    $$values
    ('profile_clocks'), ('api_keys'), ('holds'), ('booking_history'), ('booking_departures'), ('notifications'),
    ('idempotency_keys'), ('access_clocks'), ('review_tokens'), ('booking_counts')$$,
    'every table moves the clock, but for those that a calendar does not show'
);

select * from finish();
rollback;
