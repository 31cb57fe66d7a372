-- A file is taken back by a job, as it is written by one: by whoever asked for it, with progress, all of it or nothing.

alter table imports drop constraint imports_status_check;
alter table imports add constraint imports_status_check
  check (status in ('ready', 'committing', 'committed', 'failed', 'reversing', 'reversed')) not valid;
alter table imports validate constraint imports_status_check;
alter table imports add column reverser jsonb;
comment on column imports.reverser is 'Who asked for it to be taken back, as use cases know them; null while nobody did.';
