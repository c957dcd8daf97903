-- A telling of some fields (PATCH) that is older than the latest state holds until a later state says these fields. So each
-- state keeps which fields its telling said, null: those that have a value; and whether it told the whole thing or some
-- fields only. A state that was told otherwise later, by an older telling, is a version of the same moment, marked.
alter table booking add column said text[], add column partial boolean not null default false;
alter table booking_version add column said text[], add column partial boolean not null default false,
    add column retold boolean not null default false;
alter table receipt add column said text[], add column partial boolean not null default false;
alter table receipt_version add column said text[], add column partial boolean not null default false,
    add column retold boolean not null default false;
alter table survey add column said text[], add column partial boolean not null default false;
alter table survey_version add column said text[], add column partial boolean not null default false,
    add column retold boolean not null default false;
alter table client add column said text[], add column partial boolean not null default false;
alter table client_version add column said text[], add column partial boolean not null default false;
alter table service add column said text[], add column partial boolean not null default false;
alter table service_version add column said text[], add column partial boolean not null default false;
alter table service_version add column seq bigint generated always as identity;

-- Whose a thing was before, so that all its versions are found: the clients of whom there is a version of it.
alter table booking add column former bigint[] not null default '{}';
alter table receipt add column former bigint[] not null default '{}';
alter table survey add column former bigint[] not null default '{}';
update booking b set former = f.clients
  from (select c.business_id, v.external_id, array_agg(distinct v.client_id) as clients
        from booking_version v join client c on c.id = v.client_id where v.deleted group by 1, 2) f
 where b.business_id = f.business_id and b.external_id = f.external_id and f.clients <> array[b.client_id];
update receipt r set former = f.clients
  from (select c.business_id, v.external_id, array_agg(distinct v.client_id) as clients
        from receipt_version v join client c on c.id = v.client_id where v.deleted group by 1, 2) f
 where r.business_id = f.business_id and r.external_id = f.external_id and f.clients <> array[r.client_id];
update survey s set former = f.clients
  from (select c.business_id, v.external_id, array_agg(distinct v.client_id) as clients
        from survey_version v join client c on c.id = v.client_id where v.deleted group by 1, 2) f
 where s.business_id = f.business_id and s.external_id = f.external_id and f.clients <> array[s.client_id];
