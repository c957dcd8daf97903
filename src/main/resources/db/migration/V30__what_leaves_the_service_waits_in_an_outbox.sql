-- Where a business's messages and events go. The installation's own have no business: they carry the mail of businesses that have no
-- server of their own.
create table endpoint (
    id            integer generated always as identity primary key,
    business_id   integer     references business,
    name          text        not null,
    kind          text        not null check (kind in ('LOG', 'SMTP', 'WEBHOOK', 'SMS_HTTP', 'KAFKA')),
    channel       text,                              -- the way to a client that it serves: email, sms; null for webhooks and Kafka
    settings      jsonb       not null default '{}', -- of its kind, without secrets
    secrets       bytea,                             -- AES-GCM under REGULARS_SECRET_KEY
    events        text[]      not null default '{}', -- types of events that it is told
    state         text        not null check (state in ('ON', 'PAUSED', 'DISABLED')),
    state_reason  text,                              -- why it is not ON
    failures      integer     not null default 0,    -- in a row
    failing_since timestamptz,
    last_failure  text,
    opened        smallint    not null default 0,    -- how often in a row the breaker opened
    open_until    timestamptz,                       -- until when nothing is claimed
    created_at    timestamptz not null,
    changed_at    timestamptz not null,
    unique nulls not distinct (business_id, name)
);
insert into endpoint (business_id, name, kind, channel, state, created_at, changed_at) values
    (null, 'email', 'SMTP', 'email', 'ON', now(), now()),
    (null, 'log', 'LOG', null, 'ON', now(), now());

-- What has still to leave: a row is READY, or LEASED by the replica that carries it out. What is done moves to `delivery` in the
-- transaction that acknowledges it, so this table holds what is due and little else.
create table outbox (
    seq          bigint generated always as identity primary key, -- of one client in the order of commits: they are written under the client's lock
    id           uuid        not null unique,       -- of the action, or of the event and endpoint: the idempotency key
    business_id  integer     not null references business,
    endpoint     integer     not null references endpoint,
    channel      text        not null,              -- as it was asked for
    event        text        not null,
    client_id    bigint      references client,
    ordered      boolean     not null,              -- whether an earlier row of the same client and endpoint goes first
    in_doubt     text        not null check (in_doubt in ('RESEND', 'ASSUME_SENT')),
    state        text        not null check (state in ('READY', 'LEASED')),
    next_at      timestamptz not null,              -- when it is due; of a LEASED row when the lease ends
    attempts     integer     not null,
    lease_by     uuid,
    give_up_at   timestamptz not null,
    withdrawn    text,                              -- why it is not to be tried again, told while it was LEASED
    last_error   text,
    status       integer,                           -- the receiver's last answer: of HTTP or SMTP
    created_at   timestamptz not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
create index outbox_due on outbox (endpoint, next_at, seq);
create index outbox_order on outbox (endpoint, client_id, seq) where ordered;
create index outbox_client on outbox (client_id) where client_id is not null;
create index outbox_give_up on outbox (give_up_at);

-- Made once, in the transaction that decides, so each attempt carries the same bytes. Also of what is done, for a while: it can be read
-- and sent again.
create table outbox_body (
    id          uuid        primary key,
    business_id integer     not null references business,
    client_id   bigint      references client,
    body        bytea       not null,
    created_at  timestamptz not null
);
create index outbox_body_age on outbox_body (created_at);
create index outbox_body_client on outbox_body (client_id) where client_id is not null;

-- What became of it, for ever: the same columns, and how it ended.
create table delivery (
    id          uuid        primary key,
    seq         bigint      not null,
    business_id integer     not null references business,
    endpoint    integer     not null,               -- which may be there no more
    channel     text        not null,
    event       text        not null,
    client_id   bigint      references client,
    ordered     boolean     not null,
    in_doubt    text        not null,
    state       text        not null check (state in ('SENT', 'FAILED', 'UNCERTAIN', 'WITHDRAWN')),
    attempts    integer     not null,
    give_up_at  timestamptz not null,
    last_error  text,
    status      integer,
    remote_id   text,                               -- what the receiver calls it
    created_at  timestamptz not null,
    done_at     timestamptz not null
);
create index delivery_listed on delivery (business_id, seq desc);
create index delivery_failed on delivery (business_id, endpoint, done_at) where state = 'FAILED';
create index delivery_client on delivery (client_id) where client_id is not null;
