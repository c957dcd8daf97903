-- How a business writes to its clients; null: as is usual. The key makes hashes of addresses that mean nothing elsewhere.
alter table business
    add column contact_policy jsonb,
    add column contact_key bytea not null
        default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');
