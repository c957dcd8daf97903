-- A price that nobody said is not zero: it is the catalogue's, if the business wants that. Zeros of older rows may have been
-- said, so they stay.
alter table booking alter column price_minor drop not null, alter column price_minor drop default;
alter table booking_version alter column price_minor drop not null;
alter table business add column price_when_unsaid text not null default 'CATALOGUE'
    check (price_when_unsaid in ('CATALOGUE', 'ZERO'));

-- A booking that was moved by cancelling it and making another, and bookings that were made together.
alter table booking add column replaces text, add column series text;
alter table booking_version add column replaces text, add column series text;
create index booking_replaces on booking (business_id, replaces) where replaces is not null;
