-- Addresses to which a business may send a message as a test: whoever reads there has told the code that was sent.
create table test_address (
    business_id  integer     not null references business,
    address      text        not null,              -- in small letters
    code_hash    bytea       not null,              -- SHA-256 of the last code that was sent
    code_until   timestamptz not null,              -- the code is good before
    wrong_codes  integer     not null default 0,    -- told since it was sent
    asked_at     timestamptz not null,
    asked_by     text        not null,              -- the name of a key
    confirmed_at timestamptz,                       -- null: not yet
    primary key (business_id, address)
);

-- Test messages of the last hour, of which there are not without end.
create table test_sending (
    business_id integer     not null references business,
    sent_at     timestamptz not null
);
create index test_sending_business on test_sending (business_id, sent_at);
