-- Deploy vexar:outbox_depth to pg
-- requires: failed_messages
-- What waits in the outbox and for how long, for whoever watches the service.

begin;
set local role vexar_owner;

create function vexar.outbox_depth(
    out queued bigint, out sending bigint, out failed bigint, out oldest_due_seconds double precision
)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    select
        count(*) filter (where n.state = 'queued'),
        count(*) filter (where n.state = 'sending'),
        greatest(extract(epoch from clock_timestamp() - min(n.next_attempt_at)), 0)
    into queued, sending, oldest_due_seconds
    from (
        select w.state, w.next_attempt_at
        from vexar.notifications as w
        where w.state in ('queued', 'sending')
        limit 100000
    ) as n;
    select count(*)
    into failed
    from vexar.notifications as n
    where n.state = 'failed' and n.next_attempt_at > clock_timestamp() - interval '1 day';
end
$$;
comment on function vexar.outbox_depth() is
'All profiles together: messages that wait, messages that are being sent, messages given up within a day (of which'
' next_attempt_at is the moment), and for how long the oldest has been due, in seconds. It looks at 100 000 that wait'
' or are being sent, whatever there are.';

grant execute on function vexar.outbox_depth() to vexar_app;

commit;
