-- Releases have a life: drafted, checked, activated, retired. What was active once never changes. A release belongs to the
-- line that all businesses share, or to one business.
alter table release
    alter column activated_at drop not null,       -- the last time
    drop column evaluated_at,
    add column business_id integer references business,   -- null: shared
    add column parent_id   integer references release,
    add column message     text        not null default '',
    add column created_at  timestamptz,
    add column edited_by   text,                   -- who made the newest edit; the author until there is one
    add column edited_at   timestamptz,
    drop constraint release_state_check;
update release set created_at = activated_at, edited_by = author, edited_at = activated_at;
alter table release
    alter column created_at set not null,
    alter column edited_by set not null,
    alter column edited_at set not null,
    add constraint release_state_check check (state in ('DRAFT', 'CHECKED', 'ACTIVE', 'RETIRED'));
drop index release_active;
create unique index release_active on release (coalesce(business_id, 0)) where state = 'ACTIVE';
create index release_business on release (business_id, id);

-- Every switch that was tried, and how it ended. Replicas load the release while it is PREPARING.
create table activation (
    id          integer generated always as identity primary key,
    scope       integer     not null,
    release_id  integer     references release,    -- null: the business follows the shared one again
    hash        text,                              -- of the release when it was checked
    state       text        not null check (state in ('PREPARING', 'DONE', 'REJECTED')),
    starts      text        not null default 'FUTURE_ONLY' check (starts in ('FUTURE_ONLY', 'EVERYONE', 'PER_DAY')),
    per_day     integer     check (per_day > 0),
    by          text        not null,
    beat_at     timestamptz not null,              -- by the database's clock: when whoever coordinates it was last alive
    finished_at timestamptz,
    reason      text                               -- why it was rejected
);
create unique index activation_preparing on activation (scope) where state = 'PREPARING';
create index activation_done on activation (scope, finished_at) where state = 'DONE';

-- Who is asked which rules hold reads this row, inside the transaction that needs to know. A scope is a business, or 0: what
-- all businesses without a row of their own follow. So a switch is one committed row, on any number of replicas.
create table active_release (
    scope         integer     primary key,
    release_id    integer     references release,  -- null: none yet, or the business follows the shared one again
    hash          text,                            -- of the release
    activation_id integer     references activation,  -- the switch to it
    epoch         bigint      not null,            -- how many switches there were
    since         timestamptz not null
);

insert into activation (scope, release_id, hash, state, by, beat_at, finished_at)
    select 0, id, hash, 'DONE', author, activated_at, activated_at from release order by activated_at, id;
insert into active_release (scope, release_id, hash, activation_id, epoch, since)
    select 0, r.id, r.hash, a.id, 1, r.activated_at
    from release r join activation a on a.release_id = r.id where r.state = 'ACTIVE';

-- The running instances of the service, by their heartbeat (of the database's clock), and what each said of an activation.
create table replica (
    id      uuid        primary key,
    name    text        not null,
    beat_at timestamptz not null
);
create table activation_reply (
    activation_id integer not null references activation on delete cascade,
    replica_id    uuid    not null,
    problem       text,                            -- null: it has loaded the release
    primary key (activation_id, replica_id)
);

-- Businesses whose clients are still to be evaluated by what was activated, and how far that is.
create table release_evaluation (
    business_id   integer     primary key references business,
    activation_id integer     not null references activation,
    after_client  bigint      not null default 0,
    replica_id    uuid,                            -- who is at it
    beat_at       timestamptz not null             -- by the database's clock: when it was last alive
);

-- Who did what when. Append-only, so that it can be believed.
create table audit_entry (
    id          bigint generated always as identity primary key,
    business_id integer     references business,   -- null: it concerns all
    at          timestamptz not null,
    who         text        not null,              -- the name of a key, or 'folder'
    what        text        not null,
    subject     text        not null,
    details     text        not null
);
create index audit_entry_business on audit_entry (business_id, id);
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is only added to';
end
$$;
create trigger audit_entry_stays before update or delete or truncate on audit_entry
    for each statement execute function refuse_change();

-- Whether who edited a release last may not be the one who activates it.
alter table business add column four_eyes boolean not null default false;

-- What brought a transition about: that of older rows is not known.
alter table transition add column cause text check (cause in ('CHANGE', 'IMPORT', 'TIME', 'RELEASE', 'REQUEST'));

-- Starts that a switch spreads over days: how many there were so far.
create table start_wave (
    activation_id integer not null references activation,
    business_id   integer not null references business,
    starts        bigint  not null,
    primary key (activation_id, business_id)
);
-- The segment that has to hold when a spread action is due; null: none.
alter table campaign_action add column while_segment text;
