-- A tag that is taken off stays as what was: so that a membership it gave ended when it was taken off, and the past can be
-- asked for as it was known.
alter table client_tag add column removed_at timestamptz;
alter table client_tag drop constraint client_tag_pkey;
create unique index client_tag_worn on client_tag (client_id, tag) where removed_at is null;
create index client_tag_client on client_tag (client_id, set_at);

-- Replays: which segments the clients of a business were in at a past moment, by some release. Kept for a week.
create table replay_job (
    id          uuid        primary key default gen_random_uuid(),
    business_id integer     not null references business,
    state       text        not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    as_of       timestamptz not null,
    knowledge   text        not null check (knowledge in ('THEN', 'NOW')),
    release_id  integer     not null,
    segments    text[],                            -- null: all
    clients     bigint      not null,              -- when it started
    replayed    bigint      not null default 0,
    started_at  timestamptz not null,
    beat_at     timestamptz not null,              -- when the instance that runs it was last alive
    finished_at timestamptz,
    failure     text
);
create index replay_job_age on replay_job (started_at);
create index replay_job_running on replay_job (beat_at) where state = 'RUNNING';

create table replay_member (
    job_id    uuid        not null references replay_job on delete cascade,
    client_id bigint      not null references client,
    segment   text        not null,
    since     timestamptz not null,
    rule      text        not null,
    primary key (job_id, client_id, segment)
);
create index replay_member_client on replay_member (client_id);
