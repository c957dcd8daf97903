-- What was decided to go out. Caps and gaps are computed from it, so nothing is counted twice and a changed cap counts back.
create table contact (
    action_id    uuid        primary key,
    business_id  integer     not null references business,
    client_id    bigint      not null references client,
    address_hash bytea       not null,
    channel      text        not null,
    purpose      text        not null check (purpose in ('SERVICE', 'MARKETING')),
    campaign     text        not null,
    step         text        not null,
    at           timestamptz not null
);
create index contact_client on contact (client_id, at);
create index contact_address on contact (business_id, address_hash, at);

-- One row for each address, to be locked: clients who share one are not decided at once.
create table contact_point (
    business_id  integer not null references business,
    address_hash bytea   not null,
    primary key (business_id, address_hash)
);

-- How many places of a rate are taken: of a channel, or of a campaign. Rows of the past are removed.
create table rate_bucket (
    business_id integer     not null references business,
    limited     text        not null,   -- 'channel:email' or 'campaign:win-back'
    bucket      timestamptz not null,   -- when it begins
    taken       integer     not null,
    primary key (business_id, limited, bucket)
);

-- For which moment a place was kept for an action that a rate holds.
alter table campaign_action add column place_kept_for timestamptz;
