-- Written by whoever asks whether the database can be written. It says nothing else.
create table readiness (
  is_only boolean primary key default true check (is_only),
  written_at timestamptz not null
) with (fillfactor = 20);

insert into readiness (written_at) values ('2000-01-01');

comment on table readiness is 'One row, written when readiness is asked for: a database that cannot be written is not ready.';
