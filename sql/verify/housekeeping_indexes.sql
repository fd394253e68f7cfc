-- Verify vexar:housekeeping_indexes on pg

begin;

-- Raises, naming what is missing or was not built to its end.
do $$
declare
    unusable text;
begin
    select string_agg(i.oid::regclass::text, ', ')
    into unusable
    from unnest(array['vexar.notifications_settled_idx', 'vexar.review_tokens_created_at_idx']::regclass[]) as i (oid)
    inner join pg_index as x on x.indexrelid = i.oid
    where not x.indisvalid;
    if unusable is not null then
        raise exception 'not valid: %', unusable;
    end if;
end
$$;

rollback;
