-- Verify vexar:outbox on pg

begin;

select email from vexar.profiles where false;
select told_version from vexar.notifications where false;
select profile_id, token_hash, booking_id, created_at from vexar.review_tokens where false;

-- Raises, naming what is missing.
select pg_get_object_address(expected.kind, string_to_array(expected.name, '.'), '{}')
from (
    values
    ('table constraint', 'vexar.profiles.profiles_email_check'),
    ('table constraint', 'vexar.notifications.notifications_told_version_check'),
    ('index', 'vexar.notifications_due_idx'),
    ('index', 'vexar.review_tokens_booking_idx'),
    ('table constraint', 'vexar.review_tokens.review_tokens_pkey'),
    ('table constraint', 'vexar.review_tokens.review_tokens_token_hash_key'),
    ('table constraint', 'vexar.review_tokens.review_tokens_booking_id_fkey'),
    ('table constraint', 'vexar.review_tokens.review_tokens_token_hash_check'),
    ('policy', 'vexar.review_tokens.tenant'),
    ('policy', 'vexar.review_tokens.every_tenant'),
    ('trigger', 'vexar.notifications.note_queued')
) as expected (kind, name);

-- Raises, naming what is not so.
do $$
declare
    untrue text;
begin
    select string_agg(f.fact, '; ')
    into untrue
    from (
        select
            format('vexar_app may execute %s', p.called) as fact,
            has_function_privilege('vexar_app', p.called, 'execute') as is_so
        from (
            values
            ('vexar.claim_notification(bigint, interval, bigint[])'),
            ('vexar.settle_notification(bigint, bigint, timestamptz, text, text, integer, interval)')
        ) as p (called)
        union all
        select
            format('%s has on vexar.notifications.%s: %s', g.role, g.called, g.allowed),
            has_column_privilege(g.role, 'vexar.notifications', g.called, 'update') = g.allowed
        from (
            values
            ('vexar_app', 'state', true),
            ('vexar_app', 'told_version', false),
            ('vexar_admin', 'state', true),
            ('vexar_admin', 'attempts', true),
            ('vexar_admin', 'next_attempt_at', true),
            ('vexar_admin', 'locked_until', true),
            ('vexar_admin', 'recipient', false)
        ) as g (role, called, allowed)
        union all
        select
            'vexar.review_tokens has row-level security',
            c.relrowsecurity
        from pg_class as c
        where c.oid = 'vexar.review_tokens'::regclass
        union all
        select
            format('%s is a security definer with a fixed search_path', p.oid::regprocedure),
            p.prosecdef and p.proconfig @> array['search_path=pg_catalog, pg_temp']
        from pg_proc as p
        where p.oid = any (
            array[
                'vexar.note_queued()', 'vexar.claim_notification(bigint, interval, bigint[])',
                'vexar.settle_notification(bigint, bigint, timestamptz, text, text, integer, interval)'
            ]::regprocedure[]
        )
    ) as f (fact, is_so)
    where f.is_so is not true;
    if untrue is not null then
        raise exception 'not so: %', untrue;
    end if;
end
$$;

rollback;
