-- Where links in mails lead to that tell who followed them: each URL of a business once. A link names its row, never a URL.
create table link_target (
    id          integer generated always as identity primary key,
    business_id integer not null references business,
    url         text    not null,
    unique (business_id, url)
);

-- Links that were followed and are not counted yet: each of a message once, until it is known whether a person or a scanner was it.
create table link_click (
    action_id uuid        not null,
    link      integer     not null references link_target,
    links     smallint    not null,   -- how many the message has
    at        timestamptz not null,
    primary key (action_id, link)
);
create index link_click_at on link_click (at);
