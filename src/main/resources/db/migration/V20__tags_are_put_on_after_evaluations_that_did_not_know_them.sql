-- As what is told (V15): whoever puts a tag on, or takes it off, read the clock before waiting for the client's row, or reads
-- another clock. A tag begins when it is put on, so that moment itself goes behind the evaluation.
create function tag_after_evaluation() returns trigger language plpgsql as $$
declare
    evaluated timestamptz;
begin
    select evaluated_at into evaluated from client where id = new.client_id for no key update;
    if tg_op = 'INSERT' then
        if evaluated > new.set_at and evaluated < new.set_at + interval '1 minute' then
            new.set_at := evaluated;
        end if;
    else
        if evaluated > new.removed_at and evaluated < new.removed_at + interval '1 minute' then
            new.removed_at := evaluated;
        end if;
        new.removed_at := greatest(new.removed_at, new.set_at);
    end if;
    return new;
end
$$;
create trigger tagged_after before insert on client_tag for each row execute function tag_after_evaluation();
create trigger untagged_after before update of removed_at on client_tag
    for each row when (new.removed_at is not null) execute function tag_after_evaluation();
