-- Every row belongs to a business; every key leads with it. Amounts are bigint minor units of the business's currency.
-- History is append-only: *_version holds every accepted state with when it happened and when we learned it; the table
-- without the suffix is the latest state, kept for lists and set-based questions.

create table business (
    id                           integer generated always as identity primary key,
    external_id                  text        not null unique,
    name                         text        not null,
    zone                         text        not null,
    currency                     char(3)     not null,
    country                      char(2)     not null,
    cancellation_notice_hours    integer     not null default 24 check (cancellation_notice_hours >= 0),
    assume_completed_after_hours integer     check (assume_completed_after_hours >= 0),
    evaluated_on                 date,       -- the last local day whose turn re-evaluated every client
    created_at                   timestamptz not null
);

create table location (
    business_id integer not null references business,
    external_id text    not null,
    zone        text    not null,
    primary key (business_id, external_id)
);

-- Keys are stored hashed (SHA-256 of a 256-bit random key needs no salt).
create table api_key (
    id          integer generated always as identity primary key,
    business_id integer     not null references business,
    name        text        not null,
    hash        bytea       not null unique,
    roles       text[]      not null,
    created_at  timestamptz not null,
    revoked_at  timestamptz
);
create index api_key_business on api_key (business_id);

create table service (
    business_id             integer     not null references business,
    external_id             text        not null,
    name                    text,
    category                text,
    price_minor             bigint,
    cost_minor              bigint      not null default 0,
    late_cancellation_hours integer,
    active                  boolean     not null default true,
    occurred_at             timestamptz not null,
    recorded_at             timestamptz not null,
    primary key (business_id, external_id)
);
create table service_version (
    business_id integer     not null,
    external_id text        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    state       jsonb       not null
);
create index service_version_service on service_version (business_id, external_id, occurred_at);

-- A client is its external id. `known` is false for a stub that only a booking named. An erased client keeps a row as
-- tombstone, its external id replaced by 'erased:' and its SHA-256 in hex.
create table client (
    id                bigint generated always as identity primary key,
    business_id       integer     not null references business,
    external_id       text        not null,
    known             boolean     not null,
    erased_at         timestamptz,
    profile           jsonb       not null default '{}',
    occurred_at       timestamptz,               -- of the latest profile
    recorded_at       timestamptz not null,
    spend_minor       bigint      not null default 0,  -- as of the last evaluation
    evaluated_at      timestamptz,
    evaluated_release integer,                   -- the release of the last evaluation
    evaluate_again_at timestamptz,
    unique (business_id, external_id)
);
create index client_spend on client (business_id, spend_minor) where spend_minor > 0 and erased_at is null;
create index client_due on client (evaluate_again_at) where evaluate_again_at is not null;

create table client_version (
    client_id   bigint      not null references client,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    seq         bigint generated always as identity,
    profile     jsonb       not null,
    primary key (client_id, occurred_at, seq)
);

-- Tags set by staff or rules survive a PUT of the profile, which owns only its own.
create table client_tag (
    client_id bigint      not null references client,
    tag       text        not null,
    set_by    text        not null,   -- 'staff' or 'rule:<name>'
    set_at    timestamptz not null,
    primary key (client_id, tag)
);

-- Consent per channel with when and where it was given or withdrawn.
create table consent (
    client_id   bigint      not null references client,
    channel     text        not null,
    granted     boolean     not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    source      text        not null,
    primary key (client_id, channel, occurred_at, recorded_at)
);

create table booking (
    business_id    integer     not null references business,
    external_id    text        not null,
    client_id      bigint      not null references client,
    service        text        not null,
    staff          text,
    location       text,
    channel        text,
    payment_method text,
    starts_at      timestamptz not null,
    ends_at        timestamptz,
    booked_at      timestamptz,
    status         text        not null check (status in ('BOOKED', 'COMPLETED', 'CANCELLED', 'NO_SHOW')),
    cancelled_at   timestamptz,
    cancelled_by   text check (cancelled_by in ('CLIENT', 'BUSINESS')),
    price_minor    bigint      not null default 0,
    discount_minor bigint      not null default 0,
    refunded_minor bigint      not null default 0,
    tip_minor      bigint      not null default 0,
    tax_minor      bigint      not null default 0,
    offer_code     text,
    deleted        boolean     not null default false,
    occurred_at    timestamptz not null,
    recorded_at    timestamptz not null,
    primary key (business_id, external_id)
);
create index booking_client on booking (client_id);
create table booking_version (
    seq            bigint generated always as identity,
    client_id      bigint      not null references client,
    external_id    text        not null,
    occurred_at    timestamptz not null,
    recorded_at    timestamptz not null,
    deleted        boolean     not null default false,  -- removed, or moved to another client
    service        text        not null,
    staff          text,
    location       text,
    channel        text,
    payment_method text,
    starts_at      timestamptz not null,
    ends_at        timestamptz,
    booked_at      timestamptz,
    status         text        not null,
    cancelled_at   timestamptz,
    cancelled_by   text,
    price_minor    bigint      not null,
    discount_minor bigint      not null,
    refunded_minor bigint      not null,
    tip_minor      bigint      not null,
    tax_minor      bigint      not null,
    offer_code     text,
    primary key (client_id, occurred_at, seq)
);

create table receipt (
    business_id    integer     not null references business,
    external_id    text        not null,
    client_id      bigint      not null references client,
    on_date        date        not null,
    amount_minor   bigint      not null,
    kind           text        not null,
    service        text,
    payment_method text,
    booking        text,
    deleted        boolean     not null default false,
    occurred_at    timestamptz not null,
    recorded_at    timestamptz not null,
    primary key (business_id, external_id)
);
create index receipt_client on receipt (client_id);
create table receipt_version (
    seq            bigint generated always as identity,
    client_id      bigint      not null references client,
    external_id    text        not null,
    occurred_at    timestamptz not null,
    recorded_at    timestamptz not null,
    deleted        boolean     not null default false,
    on_date        date        not null,
    amount_minor   bigint      not null,
    kind           text        not null,
    service        text,
    payment_method text,
    booking        text,
    primary key (client_id, occurred_at, seq)
);

-- An event is a fact of the past: it never changes, so the row is its history.
create table activity (
    business_id integer     not null references business,
    external_id text        not null,
    client_id   bigint      not null references client,
    type        text        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    data        jsonb       not null default '{}',
    primary key (business_id, external_id)
);
create index activity_client on activity (client_id, occurred_at);

create table survey (
    business_id integer     not null references business,
    external_id text        not null,
    client_id   bigint      not null references client,
    kind        text        not null check (kind in ('CSAT', 'NPS')),
    score       smallint    not null check (score between 0 and 10),
    answered_at timestamptz not null,
    booking     text,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    deleted     boolean     not null default false,
    primary key (business_id, external_id)
);
create index survey_client on survey (client_id);
create table survey_version (
    seq         bigint generated always as identity,
    client_id   bigint      not null references client,
    external_id text        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    deleted     boolean     not null default false,
    kind        text        not null,
    score       smallint    not null,
    answered_at timestamptz not null,
    booking     text,
    primary key (client_id, occurred_at, seq)
);

-- First answers, given again to a repeated request; forgotten after a week, or when their client is erased.
create table idempotency (
    business_id  integer     not null references business,
    key          text        not null,
    request_hash bytea       not null,
    client_id    bigint      references client,   -- whom the answer speaks of
    answer       text        not null,
    created_at   timestamptz not null,
    primary key (business_id, key)
);
create index idempotency_client on idempotency (client_id) where client_id is not null;
create index idempotency_age on idempotency (created_at);

-- Releases that ran or run. The files are kept whole, so that any can be run again.
create table release (
    id           integer generated always as identity primary key,
    hash         text        not null,
    author       text        not null,
    state        text        not null check (state in ('ACTIVE', 'RETIRED')),
    activated_at timestamptz not null,
    evaluated_at timestamptz    -- when every client had been evaluated by it
);
create unique index release_active on release (state) where state = 'ACTIVE';
create table release_file (
    release_id integer not null references release,
    path       text    not null,
    content    bytea   not null,
    primary key (release_id, path)
);

-- What follows from history: memberships now held, the transitions that led there, and the campaign ledger.
create table membership (
    client_id   bigint      not null references client,
    segment     text        not null,
    business_id integer     not null,
    since       timestamptz not null,   -- when it became true, not when it was noticed
    release_id  integer     not null,
    rule        text        not null,
    because     text        not null,
    primary key (client_id, segment)
);
create index membership_segment on membership (business_id, segment, client_id);

create table transition (
    id          bigint generated always as identity primary key,
    business_id integer     not null,
    client_id   bigint      not null references client,
    segment     text        not null,
    kind        text        not null check (kind in ('ENTERED', 'LEFT')),
    occurred_at timestamptz not null,   -- when it became true
    recorded_at timestamptz not null,   -- when it was noticed
    release_id  integer     not null,
    rule        text        not null,
    because     text        not null
);
create index transition_client on transition (client_id, id);
create index transition_segment on transition (business_id, segment, id);

-- A start has a key: the client, the campaign, and what it started from. The unique constraint is the promise that a
-- start happens once, whatever is retried, replayed or evaluated twice.
create table campaign_start (
    id          bigint generated always as identity primary key,
    business_id integer     not null,
    client_id   bigint      not null references client,
    campaign    text        not null,
    origin      text        not null,   -- 'segment:<name>@<since>', 'left:<name>@<moment>' or 'event:<kind>:<id>'
    since       timestamptz not null,
    state       text        not null check (state in ('STARTED', 'BACKLOG', 'SKIPPED')),
    reason      text        not null,
    release_id  integer     not null,
    rule        text        not null,
    because     text        not null,
    started_at  timestamptz not null,
    unique (client_id, campaign, origin)
);
create index campaign_start_campaign on campaign_start (business_id, campaign, id);

create table campaign_action (
    id          uuid        primary key,
    start_id    bigint      not null references campaign_start,
    business_id integer     not null,
    client_id   bigint      not null references client,
    campaign    text        not null,
    step        text        not null,
    kind        text        not null,   -- message, task, tag
    content     jsonb       not null default '{}',
    state       text        not null check (state in ('QUEUED', 'DONE', 'CANCELLED')),
    reason      text,                   -- why it was cancelled
    due_at      timestamptz not null,
    done_at     timestamptz,
    unique (start_id, step)
);
create index campaign_action_due on campaign_action (due_at) where state = 'QUEUED';
create index campaign_action_client on campaign_action (client_id);

create table evaluation_job (
    id          uuid        primary key default gen_random_uuid(),
    business_id integer     not null references business,
    state       text        not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    clients     bigint      not null,              -- when it started
    evaluated   bigint      not null default 0,
    started_at  timestamptz not null,
    beat_at     timestamptz not null,              -- when the instance that runs it was last alive
    finished_at timestamptz,
    failure     text
);
create index evaluation_job_running on evaluation_job (beat_at) where state = 'RUNNING';

create table import_job (
    id              uuid        primary key,
    business_id     integer     not null references business,
    state           text        not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    start_campaigns boolean     not null,
    lines           bigint      not null default 0,
    accepted        bigint      not null default 0,
    rejected        bigint      not null default 0,
    evaluated       bigint      not null default 0,
    started_at      timestamptz not null,
    beat_at         timestamptz not null,   -- while lines are read: when the reading instance was last alive
    read_at         timestamptz,            -- when the last line was stored, or reading broke off
    finished_at     timestamptz,            -- when everybody touched was evaluated
    failure         text
);
create index import_job_business on import_job (business_id, started_at);
create index import_job_unfinished on import_job (started_at) where finished_at is null;
create table import_error (
    job_id  uuid   not null references import_job,
    line    bigint not null,
    code    text   not null,
    message text   not null,
    errors  jsonb  not null default '[]',
    record  text   not null,   -- the line as sent, cut at 2,000 characters
    primary key (job_id, line)
);
-- Whom an import touched and nobody has evaluated yet; written with the lines, so that a restart forgets nobody.
create table import_client (
    job_id    uuid   not null references import_job,
    client_id bigint not null,
    primary key (job_id, client_id)
);
