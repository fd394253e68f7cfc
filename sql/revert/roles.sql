-- Revert vexar:roles from pg
-- The roles stay, and with them who is a member of vexar_owner: they belong to the cluster, and other databases of it
-- may use them. The extension stays too: it may have been here before, and others may use it.

begin;

drop schema vexar;
alter default privileges for role vexar_owner grant execute on functions to public;

revoke select on table sqitch.changes from vexar_app, vexar_admin;
revoke usage on schema sqitch from vexar_app, vexar_admin;

do $$
begin
    execute format('alter role vexar_app in database %I reset statement_timeout', current_database());
    execute format('alter role vexar_app in database %I reset lock_timeout', current_database());
    execute format('alter role vexar_app in database %I reset idle_in_transaction_session_timeout', current_database());
    execute format('alter role vexar_admin in database %I reset lock_timeout', current_database());
    execute format('grant temporary on database %I to public', current_database());
end
$$;

commit;
