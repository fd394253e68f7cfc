-- Whom a key or a token speaks for.
begin;
\ir fixture.psql
select plan(13);

select pg_temp.new_profile() as profile \gset
select pg_temp.new_profile() as other \gset
select pg_temp.new_staff(:profile, 'Ann') as ann \gset
select pg_temp.new_staff(:profile, 'Bob', sees_all => true) as bob \gset

create function pg_temp.who(hash bytea) returns text
language sql
as $$select s::text from vexar.session_of_key(hash) as s$$;
create function pg_temp.whom(profile bigint, operator bigint) returns text
language sql
as $$select s::text from vexar.session_of_subject(profile, operator) as s$$;

create function pg_temp.new_key(profile bigint, operator bigint) returns bytea
language sql
as $$
    insert into vexar.api_keys (profile_id, operator_id, key_hash)
    values (profile, operator, sha256(gen_random_uuid()::text::bytea))
    returning key_hash
$$;
select
    pg_temp.new_key(:profile, null) as owners,
    pg_temp.new_key(:profile, :ann) as anns,
    pg_temp.new_key(:profile, :bob) as bobs \gset
select pg_temp.speak(null) \g /dev/null
set local role vexar_app;

select is(pg_temp.who(:'owners'), format('(%s,,t)', :profile), 'the owner''s key sees everything');
select is(pg_temp.who(:'anns'), format('(%s,%s,f)', :profile, :ann), 'a staff member''s its own');
select is(pg_temp.who(:'bobs'), format('(%s,%s,t)', :profile, :bob), 'unless it is allowed more');
select is(pg_temp.who(sha256('unknown')), null, 'an unknown key is nobody''s');
select is(pg_temp.who(null), null, 'and so is none');

select is(pg_temp.whom(:profile, null), format('(%s,,t)', :profile), 'a token for a profile speaks for its owner');
select is(pg_temp.whom(:profile, :ann), format('(%s,%s,f)', :profile, :ann), 'one for a staff member for that one');
select is(pg_temp.whom(:other, :ann), null, 'but not in another profile');
select is(pg_temp.whom(0, null), null, 'a profile that does not exist has no owner');
select is(pg_temp.whom(:profile, 0), null, 'nor has one that does a staff member that does not');

reset role;
update vexar.api_keys set revoked_at = now() where key_hash = :'owners';
update vexar.staff set is_active = false where id = :ann;
set local role vexar_app;
select is(pg_temp.who(:'owners'), null, 'a revoked key is nobody''s');
select is(pg_temp.who(:'anns'), null, 'an archived staff member''s key speaks for nobody');
select is(pg_temp.whom(:profile, :ann), null, 'nor does its token');

select * from finish();
rollback;
