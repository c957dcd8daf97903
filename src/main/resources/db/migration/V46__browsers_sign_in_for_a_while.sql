-- Browsers that are signed in with a key, and links that sign one in once: hashes only, like those of keys.
create table browser_session (
    id       integer generated always as identity primary key,
    key_id   integer     not null references api_key,
    hash     bytea       not null unique,
    began_at timestamptz not null,
    used_at  timestamptz not null -- to within some minutes
);
create index browser_session_used on browser_session (used_at);

create table sign_in_link (
    id         integer generated always as identity primary key,
    key_id     integer     not null references api_key,
    hash       bytea       not null unique,
    expires_at timestamptz not null
);
