-- A removal may arrive before the news of what it removes. It is kept until that is told: what is older is removed already.
create table removal_ahead (
    business_id integer     not null references business,
    thing       text        not null,   -- booking or receipt
    external_id text        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (business_id, thing, external_id)
);
