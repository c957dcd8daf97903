-- The audit log is only added to, but for entries that are older than an operator wants them kept: a transaction that deletes says before
-- which moment, so that nothing else is lost by mistake.
drop trigger audit_entry_stays on audit_entry;
create trigger audit_entry_stays before update or truncate on audit_entry
    for each statement execute function refuse_change();
create function refuse_to_forget() returns trigger language plpgsql as $$
begin
    if old.at < nullif(current_setting('regulars.forget_audit_before', true), '')::timestamptz then
        return old;
    end if;
    raise exception 'the audit log is only added to';
end
$$;
create trigger audit_entry_is_kept before delete on audit_entry
    for each row execute function refuse_to_forget();
