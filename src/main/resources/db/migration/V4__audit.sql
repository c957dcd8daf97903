-- Audits: clients of a business recomputed from their history and compared with what is stored. Kept for a week.
create table audit_job (
    id          uuid        primary key default gen_random_uuid(),
    business_id integer     not null references business,
    state       text        not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    release_id  integer     not null,
    clients     bigint      not null,              -- when it started
    audited     bigint      not null default 0,
    waiting     bigint      not null default 0,    -- of those: to be evaluated anyway, so not compared
    drift       bigint      not null default 0,    -- of those: stored otherwise than recomputed
    cut_offs    jsonb       not null default '[]', -- what differs in the ranking
    started_at  timestamptz not null,
    beat_at     timestamptz not null,              -- when the instance that runs it was last alive
    finished_at timestamptz,
    failure     text
);
create index audit_job_age on audit_job (started_at);
create index audit_job_running on audit_job (beat_at) where state = 'RUNNING';

create table audit_drift (
    job_id      uuid   not null references audit_job on delete cascade,
    client_id   bigint not null references client,
    differences jsonb  not null,
    primary key (job_id, client_id)
);
create index audit_drift_client on audit_drift (client_id);
