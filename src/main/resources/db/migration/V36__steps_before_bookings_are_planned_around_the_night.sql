-- Whether the moment of a step before a booking was laid where the client is awake; it is looked at once, and again when the booking moves.
alter table campaign_action add column planned boolean not null default false;
create index campaign_action_unplanned on campaign_action (client_id)
    where state = 'QUEUED' and lead_seconds is not null and not planned;
