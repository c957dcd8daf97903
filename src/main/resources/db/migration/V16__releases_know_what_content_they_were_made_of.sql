-- The content of its parent that a release was copied from. A parent that is a draft may be edited later; what was edited then is not
-- in what was made of it.
alter table release add column parent_hash text;
update release child set parent_hash = parent.hash from release parent
where parent.id = child.parent_id and (parent.edited_at <= child.created_at or parent.state in ('ACTIVE', 'RETIRED'));
