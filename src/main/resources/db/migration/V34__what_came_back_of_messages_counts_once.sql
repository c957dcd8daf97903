-- What came back of messages: each kind once for each message, in whatever order it was told. It says nothing of who the client is.
create table feedback (
    action_id    uuid        not null,
    kind         text        not null check (kind in (
                                 'DELIVERED', 'BOUNCED_PERMANENT', 'BOUNCED_TRANSIENT', 'BOUNCED_OURS',
                                 'COMPLAINED', 'OPENED', 'CLICKED', 'REPLIED')),
    business_id  integer     not null references business,
    client_id    bigint      not null references client,
    channel      text        not null,
    address_hash bytea,                    -- where the message went; null: not known
    status       text,                     -- of a bounce, as RFC 3463 has it: 5.1.1
    at           timestamptz not null,
    recorded_at  timestamptz not null,
    primary key (action_id, kind)
);
create index feedback_address on feedback (business_id, address_hash, channel, at) where kind in ('DELIVERED', 'BOUNCED_TRANSIENT');
create index feedback_client on feedback (client_id);
