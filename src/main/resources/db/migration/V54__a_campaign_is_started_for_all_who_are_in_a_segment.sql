-- A campaign that somebody started for all who are in a segment. The clients' starts are rows of the ledger; this one says how far it is.
create table broadcast (
    id          uuid        primary key,          -- that of the confirmed preview, so that a confirmation works once
    business_id integer     not null references business,
    campaign    text        not null,
    segment     text        not null,
    release_id  integer     not null,             -- the one that the preview was made by
    per_day     integer,                          -- so many starts a day; null: as many as the campaign's limit allows
    state       text        not null check (state in ('RUNNING', 'DONE', 'STOPPING', 'STOPPED')),
    clients     integer     not null,             -- how many were in the segment when it was confirmed
    started     integer     not null default 0,
    held_out    integer     not null default 0,
    skipped     integer     not null default 0,
    cancelled   integer     not null default 0,   -- actions that were queued when it was stopped
    started_by  text        not null,             -- the name of the key
    started_at  timestamptz not null,
    stopped_by  text,                             -- null: nobody
    finished_at timestamptz                       -- null while it is at work
);
create index broadcast_at_work on broadcast (id) where state in ('RUNNING', 'STOPPING');
create index broadcast_business on broadcast (business_id, campaign, started_at);
