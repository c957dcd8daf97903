-- Jobs are one family: each ends in the same states, whatever it is about.
alter table evaluation_job drop constraint evaluation_job_state_check,
    add constraint evaluation_job_state_check check (state in ('RUNNING', 'DONE', 'FAILED', 'CANCELLED'));
alter table audit_job drop constraint audit_job_state_check,
    add constraint audit_job_state_check check (state in ('RUNNING', 'DONE', 'FAILED', 'CANCELLED'));
alter table replay_job drop constraint replay_job_state_check,
    add constraint replay_job_state_check check (state in ('RUNNING', 'DONE', 'FAILED', 'CANCELLED'));
alter table import_job drop constraint import_job_state_check,
    add constraint import_job_state_check check (state in ('RUNNING', 'DONE', 'FAILED', 'CANCELLED'));
