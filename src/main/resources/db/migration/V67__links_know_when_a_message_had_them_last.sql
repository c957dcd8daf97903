-- Links lead on for so long after the last message that had them; then where they lead to is forgotten.
alter table link_target add column used_at timestamptz not null default now();
alter table link_target alter column used_at drop default;
create index link_target_used on link_target (used_at);
