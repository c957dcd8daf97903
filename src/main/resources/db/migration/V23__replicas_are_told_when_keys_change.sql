-- Replicas remember keys with the settings of their business. Whoever changes one, a replica or an operator by hand, they are told when it
-- is committed, so that a key that was revoked works nowhere any more.
create function tell_keys() returns trigger language plpgsql as $$
begin
    perform pg_notify('regulars_keys', '');
    return null;
end
$$;
create trigger api_key_changed after update or delete on api_key for each statement execute function tell_keys();
create trigger business_changed after update or delete on business for each statement execute function tell_keys();
create trigger location_changed after insert or update or delete on location for each statement execute function tell_keys();
