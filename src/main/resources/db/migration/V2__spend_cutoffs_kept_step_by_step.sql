-- How the clients of a business rank by spend, kept exact without counting them: every change of a spend goes into a
-- queue in the transaction that made it, and a worker folds the queue into the number of clients at each spend and moves
-- the cut-offs along these spends.

create table spend_change (
    business_id integer not null,
    client_id   bigint  not null,
    old_minor   bigint  not null,   -- 0: was not ranked
    new_minor   bigint  not null    -- equal to the old one: only ask whether the client is ranked as she should be
);
create index spend_change_client on spend_change (business_id, client_id);

-- How many clients spent exactly that, changes that are still in the queue left out.
create table spend_level (
    business_id integer not null,
    spend_minor bigint  not null,
    clients     bigint  not null,
    primary key (business_id, spend_minor)
);

-- Whoever folds a business's changes holds this row's lock.
create table spend_ranking (
    business_id integer primary key references business,
    population  bigint  not null    -- clients with a level
);

create table spend_cutoff (
    business_id integer not null,
    percentile  integer not null,   -- in thousandths
    strict      boolean not null,
    spend_minor bigint,             -- the least spend above the cut; null: nobody is
    below       bigint  not null,   -- clients who spent less than that, and something
    at_cutoff   bigint  not null,   -- clients who spent exactly that
    primary key (business_id, percentile, strict)
);

-- From each moment on, until the next: for looking back.
create table spend_cutoff_version (
    business_id integer     not null,
    moment      timestamptz not null,
    percentile  integer     not null,
    strict      boolean     not null,
    spend_minor bigint,
    primary key (business_id, moment, percentile, strict)
);

-- How many of the cut-offs the client's spend had reached when last evaluated. They are nested, so the number says which.
-- Null: the spend is newer than the evaluation, which is still to come.
alter table client add column cutoffs_reached smallint;

-- A trigger, because a spend is changed by evaluations, imports, erasure and merging alike, and one that forgot the queue
-- would be a drift that nothing corrects.
create function note_spend_change() returns trigger language plpgsql as $$
begin
    insert into spend_change (business_id, client_id, old_minor, new_minor)
    values (new.business_id, new.id,
            case when old.erased_at is null then greatest(old.spend_minor, 0) else 0 end,
            case when new.erased_at is null then greatest(new.spend_minor, 0) else 0 end);
    return null;
end
$$;
create trigger spend_changed after update of spend_minor, erased_at on client for each row
    when (old.spend_minor <> new.spend_minor or old.erased_at is distinct from new.erased_at)
    execute function note_spend_change();

insert into spend_level
    select business_id, spend_minor, count(*) from client where spend_minor > 0 and erased_at is null group by 1, 2;
insert into spend_ranking
    select b.id, coalesce(sum(l.clients), 0) from business b left join spend_level l on l.business_id = b.id group by 1;

-- Nobody needs the turn of a day any more; whoever was ranked before is ranked again once.
alter table business drop column evaluated_on;
update release set evaluated_at = null where state = 'ACTIVE';
