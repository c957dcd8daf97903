-- How many marketing messages a client wants at most, as they said on the page that a message led to.
create table own_cap (
    client_id   bigint      primary key references client,
    business_id integer     not null references business,
    most        smallint    not null check (most between 1 and 100),
    days        smallint    not null check (days between 1 and 365),
    since       timestamptz not null,
    action_id   uuid        not null   -- the message
);
create index own_cap_business on own_cap (business_id);
