-- Deploy vexar:housekeeping to pg
-- requires: outbox
-- requires: idempotency_keys
-- What nobody needs any more is deleted, a batch a call, so that the caller can commit after each. What somebody else
-- has locked is left for the next time: nothing waits for a batch, and a batch for nothing.

begin;
set local role vexar_owner;

create function vexar.require_age(older_than timestamptz, minimum interval) returns void
language plpgsql
as $$
begin
    if older_than is null or older_than > now() - minimum then
        raise exception 'what is younger than % may still be needed: name an earlier moment', minimum
        using errcode = 'invalid_parameter_value';
    end if;
end
$$;
comment on function vexar.require_age(timestamptz, interval) is
'Refuses a moment that is too recent to delete everything before it.';

create function vexar.delete_idempotency_keys(batch integer) returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    deleted integer;
begin
    delete from vexar.idempotency_keys as k
    using (
        select o.profile_id, o.operator_id, o.key
        from vexar.idempotency_keys as o
        where o.created_at < now() - interval '24 hours'
        order by o.created_at
        limit batch
        for update skip locked
    ) as old
    where k.profile_id = old.profile_id and k.operator_id = old.operator_id and k.key = old.key;
    get diagnostics deleted = row_count;
    return deleted;
end
$$;
comment on function vexar.delete_idempotency_keys(integer) is
'Deletes answers that no longer count, at most so many, and says how many.';

create function vexar.delete_messages(older_than timestamptz, batch integer) returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    deleted integer;
begin
    perform vexar.require_age(older_than, '7 days');
    delete from vexar.notifications as n
    using (
        select o.profile_id, o.id
        from vexar.notifications as o
        inner join vexar.bookings as b on b.profile_id = o.profile_id and b.id = o.booking_id
        where
            o.created_at < older_than
            and (o.state in ('failed', 'cancelled') or (o.state = 'sent' and o.kind <> 'review_request'))
            and b.last_date < (older_than at time zone 'UTC')::date
        order by o.created_at
        limit batch
        for update of o skip locked
    ) as old
    where n.profile_id = old.profile_id and n.id = old.id;
    get diagnostics deleted = row_count;
    return deleted;
end
$$;
comment on function vexar.delete_messages(timestamptz, integer) is
'Deletes messages that were made before a moment and are settled, of bookings that were over by then: what was told of'
' one that is still to come says from which time it is moved. Review requests that were sent stay for ever, as they are'
' how it is known that a booking has had its one.';

create function vexar.delete_review_tokens(older_than timestamptz, batch integer) returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    deleted integer;
begin
    perform vexar.require_age(older_than, '7 days');
    delete from vexar.review_tokens as t
    using (
        select o.profile_id, o.token_hash
        from vexar.review_tokens as o
        inner join vexar.bookings as b on b.profile_id = o.profile_id and b.id = o.booking_id
        where o.created_at < older_than and b.last_date < (older_than at time zone 'UTC')::date
        order by o.created_at
        limit batch
        for update of o skip locked
    ) as old
    where t.profile_id = old.profile_id and t.token_hash = old.token_hash;
    get diagnostics deleted = row_count;
    return deleted;
end
$$;
comment on function vexar.delete_review_tokens(timestamptz, integer) is
'Deletes what links to reviews showed that were sent before a moment, of bookings that were over by then.';

create function vexar.delete_history(profile bigint, after_id bigint, older_than timestamptz, batch integer)
returns table (deleted integer, last_id bigint)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform vexar.require_age(older_than, '30 days');
    return query
    with page as (
        select h.id, h.booking_id, h.at
        from vexar.booking_history as h
        where h.profile_id = profile and h.id > after_id
        order by h.id
        limit batch
    ),
    gone as (
        delete from vexar.booking_history as h
        using page as p, vexar.bookings as b
        where
            h.profile_id = profile and h.id = p.id and p.at < older_than
            and b.profile_id = profile and b.id = p.booking_id
            and b.last_date < (older_than at time zone 'UTC')::date
        returning h.id
    )
    select
        (select count(*) from gone)::integer,
        -- A profile's changes come one after the other: behind one that is younger all are.
        case when count(*) = batch and max(p.at) < older_than then max(p.id) end
    from page as p;
end
$$;
comment on function vexar.delete_history(bigint, bigint, timestamptz, integer) is
'Looks at the next so many entries of a profile''s history behind an id, and deletes those from before a moment whose'
' booking was over by then: how many, and where to go on; null at the end.';

grant execute on function
vexar.delete_idempotency_keys(integer),
vexar.delete_messages(timestamptz, integer),
vexar.delete_review_tokens(timestamptz, integer),
vexar.delete_history(bigint, bigint, timestamptz, integer)
to vexar_admin;

commit;
