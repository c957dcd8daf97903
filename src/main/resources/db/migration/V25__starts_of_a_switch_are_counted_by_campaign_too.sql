-- A campaign with a limit has places of its own among the starts of a switch; '' counts those of all campaigns.
alter table start_wave add column campaign text not null default '';
alter table start_wave drop constraint start_wave_pkey;
alter table start_wave add primary key (activation_id, business_id, campaign);
