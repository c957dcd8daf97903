-- What clients buy ahead: packages of visits and periods. Kept as receipts are: the latest state, and every state that was told.
create table pass (
    business_id  integer     not null references business,
    external_id  text        not null,
    client_id    bigint      not null references client,
    name         text        not null,
    service      text,
    category     text,
    starts_on    date        not null,
    ends_on      date,
    visits       integer     check (visits > 0),
    visits_left  integer     check (visits_left >= 0),
    cancelled_on date,
    deleted      boolean     not null default false,
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null,
    said         text[],
    partial      boolean     not null default false,
    former       bigint[]    not null default '{}',
    primary key (business_id, external_id)
);
create index pass_client on pass (client_id);
create table pass_version (
    seq          bigint generated always as identity,
    client_id    bigint      not null references client,
    external_id  text        not null,
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null,
    deleted      boolean     not null default false,
    name         text        not null,
    service      text,
    category     text,
    starts_on    date        not null,
    ends_on      date,
    visits       integer,
    visits_left  integer,
    cancelled_on date,
    said         text[],
    partial      boolean     not null default false,
    retold       boolean     not null default false,
    primary key (client_id, occurred_at, seq)
);
create trigger recorded_after before insert on pass_version for each row execute function record_after_evaluation();
