-- Files of reports that a job makes: who asked for what, how far it is, and the file itself, piece by piece.

create table report_runs (
  id bigint generated always as identity primary key,
  principal text not null,
  user_id bigint references users,
  reads_all boolean not null,
  report text not null check (report in ('open-backorders', 'aging', 'by-product', 'service', 'kept-promises', 'lines',
    'service-lines', 'kept-promises-backorders')),
  format text not null check (format in ('csv', 'xlsx')),
  filters jsonb not null default '{}' check (jsonb_typeof(filters) = 'object'),
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed')),
  attempts integer not null default 0 check (attempts >= 0),
  rows_written integer not null default 0 check (rows_written >= 0),
  rows_expected integer check (rows_expected >= 0),
  pieces integer check (pieces >= 0),
  problem text check (btrim(problem) <> ''),
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint report_runs_ended check ((status in ('queued', 'running')) = (ended_at is null)),
  constraint report_runs_whole check ((status = 'done') = (pieces is not null)),
  constraint report_runs_why check ((status = 'failed') = (problem is not null))
);
create index report_runs_principal on report_runs (principal, id);
create index report_runs_user on report_runs (user_id);
comment on column report_runs.principal is 'Who asked for it, and alone fetches it.';
comment on column report_runs.user_id is 'The person the bell tells; null for a program.';
comment on column report_runs.reads_all is 'Whether it was read by somebody who reads all customers: who reads fewer since does not get it.';
comment on column report_runs.attempts is 'How often a job began it; what an earlier one writes counts for nothing.';
comment on column report_runs.pieces is 'Of how many pieces the file is, once it is whole.';

create table report_run_pieces (
  run_id bigint not null references report_runs on delete cascade,
  attempt integer not null check (attempt > 0),
  place integer not null check (place >= 0),
  content bytea not null,
  primary key (run_id, attempt, place)
);
comment on table report_run_pieces is 'In the database, because any process may have made the file that another one is asked for.';
