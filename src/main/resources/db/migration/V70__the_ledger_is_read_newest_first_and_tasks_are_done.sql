-- Staff say that a task is done; until then it counts as open for as long as its step gives for it.
alter table campaign_action
    add column finished_at timestamptz,   -- of a task; null: nobody has said so
    add column finished_by text;          -- the name of the key

-- The ledger by the moment at which a line was decided or is due, the newest or the next first.
create index campaign_action_moment on campaign_action (business_id, coalesce(done_at, due_at), start_id, id);
create index campaign_start_moment on campaign_start (business_id, started_at, id);
