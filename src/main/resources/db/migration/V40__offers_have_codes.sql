-- Codes of offers, one row for each client and code. What the offer was is kept with it: a campaign may say something else later.
create table offer_code (
    id          bigint      generated always as identity primary key,
    business_id integer     not null references business,
    client_id   bigint      not null references client,
    campaign    text        not null,
    start_id    bigint      not null references campaign_start,
    action_id   uuid        not null unique references campaign_action,
    source      text        not null check (source in ('GENERATED', 'POOL', 'FIXED')),
    code        text        not null,               -- as the client was told
    key         text        not null,               -- as it is compared
    percent     numeric,
    amount      numeric,
    gift        text,
    services    text[]      not null,
    categories  text[]      not null,
    min_spend   numeric,                            -- null: anything
    uses        integer     not null,
    stack       boolean     not null,
    issued_at   timestamptz not null,
    valid_until timestamptz,                        -- null: for ever
    state       text        not null check (state in ('ISSUED', 'REDEEMED', 'EXPIRED', 'VOID')),
    used        integer     not null default 0,
    redeemed_by text,                               -- the booking or event that used it last
    redeemed_at timestamptz,
    voided_at   timestamptz,
    voided_why  text,
    check (num_nonnulls(percent, amount, gift) = 1)
);
create unique index offer_code_own on offer_code (business_id, key) where source <> 'FIXED';
create index offer_code_key on offer_code (business_id, key);
create index offer_code_client on offer_code (client_id);
create index offer_code_start on offer_code (start_id);
create index offer_code_campaign on offer_code (business_id, campaign, id);
create index offer_code_ending on offer_code (valid_until) where state = 'ISSUED';

-- Who named a code, and whether that counts: derived from bookings and events, and written anew when one of them changes.
create table offer_claim (
    offer   bigint      not null references offer_code,
    kind    text        not null check (kind in ('BOOKING', 'EVENT')),
    thing   text        not null,                   -- external id of the booking or event
    at      timestamptz not null,
    verdict text        not null check (verdict in ('COUNTS', 'SECOND', 'EXPIRED', 'VOID', 'OTHER_CLIENT')),
    primary key (offer, kind, thing)
);

-- Codes that a business has filled in, each given to one client.
create table offer_pool_code (
    business_id integer     not null references business,
    pool        text        not null,
    key         text        not null,
    code        text        not null,
    n           bigint      generated always as identity,
    loaded_at   timestamptz not null,
    taken_at    timestamptz,
    primary key (business_id, key)
);
create index offer_pool_code_left on offer_pool_code (business_id, pool, n) where taken_at is null;
create index offer_pool_code_pool on offer_pool_code (business_id, pool);

-- What waits until a pool is filled.
create index campaign_action_lacks_code on campaign_action (business_id) where state = 'QUEUED' and gate = 'offer';

-- Who names a code, in whatever capitals, with or without hyphens and blanks, and whatever was taken for 0 and 1.
create index booking_offer on booking (business_id, (translate(upper(offer_code), 'OIL -', '011'))) where offer_code is not null;
create index activity_offer on activity (business_id, (translate(upper(coalesce(data ->> 'code', data ->> 'offer')), 'OIL -', '011')))
    where type = 'OFFER_REDEEMED';
