-- Verify vexar:failed_messages on pg

-- Raises if it is not there, or not whole.
do $$
begin
    if not (select i.indisvalid from pg_index as i where i.indexrelid = 'vexar.notifications_failed_idx'::regclass) then
        raise exception 'not so: vexar.notifications_failed_idx is valid';
    end if;
end
$$;
