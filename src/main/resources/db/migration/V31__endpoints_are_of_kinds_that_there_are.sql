-- Nothing carries to Kafka yet, so no endpoint is of that kind.
alter table endpoint drop constraint endpoint_kind_check;
alter table endpoint add constraint endpoint_kind_check check (kind in ('LOG', 'SMTP', 'WEBHOOK', 'SMS_HTTP'));

-- What was given up is looked for by endpoint, and counted of the last days.
drop index delivery_failed;
create index delivery_failed on delivery (endpoint, done_at) where state = 'FAILED';
create index delivery_failed_lately on delivery (done_at) where state = 'FAILED';
