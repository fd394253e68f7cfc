-- What other processes are to be told: which clocks have moved since a snapshot, and from whom access was taken.
begin;
\ir fixture.psql
select plan(20);

select pg_temp.new_profile() as profile \gset
select pg_temp.new_staff(:profile, 'Ann') as ann \gset
select pg_temp.speak(:profile) \g /dev/null
insert into vexar.api_keys (profile_id, key_hash) values (:profile, sha256('announced'));

-- Snapshots by hand: one that saw everything before this transaction, one that saw this transaction too, and one that
-- was taken while it and a later one were running.
select pg_current_xact_id()::text as me, (pg_current_xact_id()::text::bigint + 1)::text as next \gset
select :'me' || ':' || :'me' || ':' as before, :'next' || ':' || :'next' || ':' as after,
    :'me' || ':' || :'next' || ':' || :'me' as meanwhile \gset

create function pg_temp.moved(since text) returns bigint
language sql
as $$
    select c.ts
    from vexar.clocks_moved(since::pg_snapshot) as c
    where c.profile_id = vexar.current_profile_id()
$$;
create function pg_temp.taken(since text) returns boolean
language sql
as $$
    select vexar.current_profile_id() in (select a.profile_id from vexar.access_moved(since::pg_snapshot) as a)
$$;
create function pg_temp.ts() returns bigint
language sql
as $$select c.ts from vexar.profile_clocks as c where c.profile_id = vexar.current_profile_id()$$;

-- Clocks.
select is(pg_temp.moved(:'before'), pg_temp.ts(), 'a snapshot from before a change misses it');
select is(pg_temp.moved(:'after'), null, 'one from after it does not');
select is(pg_temp.moved(:'meanwhile'), pg_temp.ts(), 'one that was taken while it went on misses it, however young');
select is(pg_temp.moved('3:3:'), pg_temp.ts(), 'and so does one from the beginning of all times');

-- Access.
select is(pg_temp.taken(:'before'), false, 'a new key takes nothing from anybody');
update vexar.staff set name = 'Anna', is_bookable = false where id = :ann;
update vexar.api_keys set label = label where key_hash = sha256('announced');
select is(pg_temp.taken(:'before'), false, 'nor does a change that access does not depend on');

create function pg_temp.taken_by(statement text) returns boolean
language plpgsql
as $$
begin
    delete from vexar.access_clocks as a where a.profile_id = vexar.current_profile_id();
    execute statement;
    return (
        select count(*) = 1 from vexar.access_clocks as a where a.profile_id = vexar.current_profile_id()
    );
end
$$;
select ok(
    pg_temp.taken_by($$update vexar.api_keys set revoked_at = now() where key_hash = sha256('announced')$$),
    'a key that is revoked is told of'
);
select is(pg_temp.taken(:'before'), true, 'to a snapshot from before');
select is(pg_temp.taken(:'after'), false, 'and to none from after');
select is(pg_temp.taken(:'meanwhile'), true, 'but to one from meanwhile');
select ok(
    pg_temp.taken_by($$delete from vexar.api_keys where key_hash = sha256('announced')$$), 'so is one that is deleted'
);
select ok(
    pg_temp.taken_by(format('update vexar.staff set can_view_all = true where id = %s', :ann)), 'another view is'
);
select ok(
    pg_temp.taken_by(format('update vexar.staff set is_active = false where id = %s', :ann)),
    'and so is a staff member who is archived'
);
select ok(
    pg_temp.taken_by(
        $$update vexar.api_keys set label = 'a' where profile_id = vexar.current_profile_id();
        update vexar.staff set is_active = true where profile_id = vexar.current_profile_id()$$
    ),
    'two changes of one transaction are one'
);

-- Taking a key away does not move what poll says.
select pg_temp.next_transaction() \g /dev/null
select pg_temp.ts() as ts_before \gset
insert into vexar.api_keys (profile_id, key_hash) values (:profile, sha256('announced'));
update vexar.api_keys set revoked_at = now() where key_hash = sha256('announced');
select is(pg_temp.ts(), :ts_before::bigint, 'the clock stays where it is when a key comes or goes');

-- Emptied tables.
select pg_temp.next_transaction() \g /dev/null
select pg_temp.ts() as ts_before \gset
truncate vexar.overrides;
select cmp_ok(pg_temp.ts(), '>', :ts_before::bigint, 'a table that is truncated moves every clock');
select is(pg_temp.taken(:'before'), true, 'and asks everybody who they are');

-- Announcing.
select lives_ok(
    $$select vexar.announce_changes(array_agg(9223372036854775807 - n), array_agg(9223372036854775807 - n))
    from generate_series(0, 999) as n$$,
    'a thousand of the longest fit, in several payloads'
);
select lives_ok($$select vexar.announce_changes('{}', '{}')$$, 'none is no announcement');
set local role vexar_app;
select is(
    (select count(*) from vexar.clocks_moved('3:3:') as c where c.profile_id = :profile), 1::bigint,
    'the service hears of every profile''s clock'
);

select * from finish();
rollback;
