-- A start of somebody who is held out has actions, too: what they would have got.
alter table campaign_start drop constraint campaign_start_state_check;
alter table campaign_start add constraint campaign_start_state_check
    check (state in ('STARTED', 'BACKLOG', 'SKIPPED', 'HELD_OUT'));

alter table campaign_action drop constraint campaign_action_state_check;
alter table campaign_action add constraint campaign_action_state_check
    check (state in ('QUEUED',       -- to be decided when due
                     'SENDING',      -- decided: it lies in the outbox
                     'DONE', 'FAILED',
                     'UNCERTAIN',    -- perhaps sent; not sent again
                     'CANCELLED', 'HELD_OUT'));
alter table campaign_action
    add column first_due_at timestamptz,   -- before anything held it; null: due_at
    add column expires_at   timestamptz,   -- later it is not carried out; null: never
    add column gate         text,          -- what holds it, or what cancelled it; null: nothing
    add column gates        jsonb,         -- what the gates said when it was decided last
    add column channel      text,          -- by which a message went
    add column address_hash bytea,         -- where it went
    add column variant      text,          -- the template that the client got, where there are several
    add column rendered_by  integer,       -- the release whose text went
    add column sent_at      timestamptz,
    add column uncertain_at timestamptz,
    add column booking      text,          -- external id of the booking that it is due before; null: none
    add column lead_seconds bigint;        -- how long before it
create index campaign_action_queued on campaign_action (client_id, due_at) where state = 'QUEUED';

-- Why an action waited, one row for each time: so that it can be told why it came so late.
create table action_note (
    id        bigint generated always as identity primary key,
    action_id uuid        not null references campaign_action,
    at        timestamptz not null,
    gate      text        not null,
    detail    text        not null,
    until     timestamptz              -- null: for good
);
create index action_note_action on action_note (action_id, id);
