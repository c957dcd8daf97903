-- Which transaction last changed a client, her history or what she holds, so that a population kept in memory is brought up to
-- date by what changed since, however many clients there are. Whoever changes a history evaluates the client, which
-- writes her row, in the same transaction; an import's clients stand in import_client until they are evaluated. Null:
-- before this migration.
alter table client add column changed_in xid8;
alter table client alter column changed_in set default pg_current_xact_id();

create function note_client_change() returns trigger language plpgsql as $$
begin
    new.changed_in := pg_current_xact_id();
    return new;
end
$$;
create trigger client_changed before update on client for each row execute function note_client_change();

create index client_changed_in on client (business_id, changed_in);

-- What a release would do, as a job; kept for a day.
create table preview_job (
    id          uuid        primary key default gen_random_uuid(),
    business_id integer     not null references business,
    release_id  integer     not null,
    hash        text        not null,              -- of the files that were previewed; a draft may have changed since
    starts      text        not null check (starts in ('FUTURE_ONLY', 'EVERYONE')),
    per_day     integer,                           -- of everyone, so many starts a day
    state       text        not null check (state in ('RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    clients     bigint      not null,              -- when it started
    judged      bigint      not null default 0,
    started_at  timestamptz not null,
    beat_at     timestamptz not null,              -- when the instance that runs it was last alive
    finished_at timestamptz,
    failure     text,
    impact      jsonb
);
create index preview_job_age on preview_job (started_at);
create index preview_job_running on preview_job (beat_at) where state = 'RUNNING';
