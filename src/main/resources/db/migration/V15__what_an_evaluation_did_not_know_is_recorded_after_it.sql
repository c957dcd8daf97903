-- A request reads its clock before it has waited for the client's row, and replicas' clocks differ; whoever waited would be
-- recorded before an evaluation that did not know of it, and the next one would take it for known. Under the row's lock the
-- order is certain.
create function record_after_evaluation() returns trigger language plpgsql as $$
begin
    new.recorded_at := coalesce(
        (select evaluated_at from client
          where id = new.client_id and evaluated_at > new.recorded_at
            and evaluated_at < new.recorded_at + interval '1 minute'),   -- more is a clock that was set back
        new.recorded_at);
    return new;
end
$$;
create trigger recorded_after before insert on client_version for each row execute function record_after_evaluation();
create trigger recorded_after before insert on consent for each row execute function record_after_evaluation();
create trigger recorded_after before insert on booking_version for each row execute function record_after_evaluation();
create trigger recorded_after before insert on receipt_version for each row execute function record_after_evaluation();
create trigger recorded_after before insert on survey_version for each row execute function record_after_evaluation();
create trigger recorded_after before insert on activity for each row execute function record_after_evaluation();
