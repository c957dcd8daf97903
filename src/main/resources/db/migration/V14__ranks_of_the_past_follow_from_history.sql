-- What clients had spent at each moment, as steps, so that the cut-offs of every past moment follow from history, and not from
-- when it was told. spend_cutoff_version stays: what the cut-offs were known to be then.

-- From a moment on a client had spent another amount; less than nothing is nothing. Written with the client's evaluation, and
-- kept when others are learned, for what was known then.
create table spend_step (
    business_id   integer     not null,
    client_id     bigint      not null,
    at            timestamptz not null,
    from_minor    bigint      not null,
    to_minor      bigint      not null,
    recorded_at   timestamptz not null,
    superseded_at timestamptz            -- null: it is what is known now
);
create index spend_step_business on spend_step (business_id, at);
create index spend_step_client on spend_step (client_id, at) where superseded_at is null;

alter table client
    add column spend_since        timestamptz,   -- since when at most the client has spent that
    add column spend_changed_from timestamptz,   -- from when on its last change made what it had spent another
    add column ranks_changed_from timestamptz,   -- cut-offs it was evaluated by are others from then on
    add column ranks_noticed_at   timestamptz;

-- Cut-offs are exact for every moment before the first of those that wait.
alter table spend_change
    add column from_at    timestamptz not null default '1900-01-01Z',
    add column look_again boolean     not null default false;   -- evaluated by ranks that nobody has folded yet

-- Where the cut-offs lay: some hundred moves a row, in order, with the least and greatest value of each cut among them.
create table cutoff_past (
    business_id integer     not null,
    from_at     timestamptz not null,   -- of the first move
    until_at    timestamptz not null,   -- of the last one
    cuts        text        not null,
    least       bigint[]    not null,
    most        bigint[]    not null,
    moves       bytea       not null,
    primary key (business_id, from_at)
);
-- What a sweep finds, until it is put there in one.
create table cutoff_past_swept (like cutoff_past);
create index cutoff_past_swept_business on cutoff_past_swept (business_id);

alter table spend_ranking
    add column past_cuts   text,      -- whose past is kept; null: none yet
    add column must_sweep  boolean not null default false,   -- too much changed to step along it
    add column stepped_to  bigint;    -- the client up to whom steps are written; null: everybody's are
update spend_ranking set must_sweep = true, stepped_to = 0;
insert into spend_ranking (business_id, population, must_sweep, stepped_to)
    select id, 0, true, 0 from business on conflict do nothing;

-- Whose ranks of the past have changed, until it is noted with the client.
create table rank_recheck (
    business_id integer     not null,
    client_id   bigint      not null,
    from_at     timestamptz not null
);
create index rank_recheck_business on rank_recheck (business_id);

alter table replay_job add column cut_offs_known_until timestamptz;

create or replace function note_spend_change() returns trigger language plpgsql as $$
begin
    if old.erased_at is null and new.erased_at is not null and old.spend_minor > 0 then
        insert into spend_step (business_id, client_id, at, from_minor, to_minor, recorded_at)
        values (new.business_id, new.id, new.erased_at, old.spend_minor, 0, new.erased_at);
    end if;
    insert into spend_change (business_id, client_id, old_minor, new_minor, from_at)
    values (new.business_id, new.id,
            case when old.erased_at is null then greatest(old.spend_minor, 0) else 0 end,
            case when new.erased_at is null then greatest(new.spend_minor, 0) else 0 end,
            case when old.erased_at is distinct from new.erased_at then new.erased_at
                 else coalesce(new.spend_changed_from, '1900-01-01Z') end);
    return null;
end
$$;
