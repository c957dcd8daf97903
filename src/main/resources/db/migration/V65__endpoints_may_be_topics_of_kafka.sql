alter table endpoint drop constraint endpoint_kind_check;
alter table endpoint add constraint endpoint_kind_check check (kind in ('LOG', 'SMTP', 'WEBHOOK', 'SMS_HTTP', 'KAFKA'));
