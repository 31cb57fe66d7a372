-- Reports that go out by e-mail by themselves, daily or weekly, and each mail that went.

create table report_schedules (
  id bigint generated always as identity primary key,
  name text not null check (btrim(name) <> '' and length(name) <= 80),
  report text not null check (report in ('open-backorders', 'aging', 'by-product', 'service', 'kept-promises')),
  group_by text check (btrim(group_by) <> ''),
  filters jsonb not null default '{}' check (jsonb_typeof(filters) = 'object'),
  every text not null check (every in ('day', 'week')),
  weekday smallint not null default 1 check (weekday between 1 and 7),
  hour smallint not null check (hour between 0 and 23),
  format text not null check (format in ('csv', 'xlsx')),
  recipient_ids bigint[] not null check (cardinality(recipient_ids) between 1 and 20),
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by text not null
);
create unique index report_schedules_name on report_schedules (lower(name));
comment on column report_schedules.weekday is 'Of a weekly one: 1 is Monday.';
comment on column report_schedules.hour is 'From this hour on in the company''s time zone.';
comment on column report_schedules.filters is 'The filters of the report, by their names in the API.';

create table report_mails (
  id bigint generated always as identity primary key,
  schedule_id bigint not null references report_schedules on delete cascade,
  user_id bigint not null references users,
  day date not null,
  status text not null default 'queued' check (status in ('queued', 'sent', 'recorded', 'failed')),
  reason text check (btrim(reason) <> ''),
  attempts integer not null default 0 check (attempts >= 0),
  queued_at timestamptz not null,
  settled_at timestamptz,
  constraint report_mails_once unique (schedule_id, user_id, day),
  constraint report_mails_settled check ((status = 'queued') = (settled_at is null)),
  constraint report_mails_why check (status <> 'failed' or reason is not null)
);
create index report_mails_queued on report_mails (id) where status = 'queued';
create index report_mails_user on report_mails (user_id);
comment on table report_mails is 'One row per schedule, person and day, so that a job that ran twice mails nobody twice.';
