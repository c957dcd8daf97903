-- What the check finds of a draft, beside what it would do: one that cannot be activated yet can be previewed.
alter table preview_job add column problems jsonb;
