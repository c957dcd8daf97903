-- Everybody of a business is evaluated in the order of the ids: found at once also where most clients are of others.
create index client_of_business on client (business_id, id) where erased_at is null;

-- An evaluation that only notes when the next one is due leaves the row where it is, and all its indexes alone but one.
alter table client set (fillfactor = 80);
