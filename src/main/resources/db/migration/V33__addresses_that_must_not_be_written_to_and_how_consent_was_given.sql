-- Addresses that must not be written to. Hashes only, so that a row outlives the erasure of the client: who was erased, and comes back,
-- is not written to by mistake.
create table suppression (
    business_id  integer     not null references business,
    address_hash bytea       not null,
    channel      text        not null,
    reason       text        not null check (reason in (
                                 'UNSUBSCRIBED', 'COMPLAINED', -- of marketing
                                 'BOUNCED',                    -- there is no such address
                                 'BOUNCING')),                 -- it took nothing for a while
    since        timestamptz not null,
    until        timestamptz,                                  -- null: for good
    primary key (business_id, address_hash, channel, reason)
);

-- How a client said it, what they were told, and what shows it.
alter table consent
    add column method   text  not null default 'UNSAID',
    add column wording  text,                       -- which text they agreed to
    add column evidence jsonb not null default '{}',
    add column actor    text;                       -- who noted it
update consent set method = 'BOOKING_SYSTEM' where source = 'booking-system';

-- What lies in the outbox for an address, to be taken back.
create index campaign_action_sending on campaign_action (business_id, address_hash) where state = 'SENDING';
