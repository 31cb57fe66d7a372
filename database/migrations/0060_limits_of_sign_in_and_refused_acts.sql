-- Who tries passwords, and who was refused what for lack of right.

create table sign_in_attempts (
  subject bytea primary key,
  failures integer not null check (failures > 0),
  since timestamptz not null
);
create index sign_in_attempts_since on sign_in_attempts (since);
comment on table sign_in_attempts is 'Attempts that opened no session, in the window that began at since: by account and address, by account, by address. A subject is a hash.';

create table refused_acts (
  id bigint generated always as identity primary key,
  principal text not null,
  actor text not null,
  role text not null,
  on_day date not null,
  operation text not null,
  kind text not null,
  record_id bigint,
  code text not null,
  times integer not null check (times > 0),
  first_at timestamptz not null,
  last_at timestamptz not null check (last_at >= first_at)
);
create unique index refused_acts_once on refused_acts (principal, on_day, operation, code, coalesce(record_id, 0));
comment on table refused_acts is 'The same act by the same caller on a day is one row that counts; after 200 rows of a caller on a day, rows without a record. Kept for 90 days.';
