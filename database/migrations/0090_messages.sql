-- What customers are told by e-mail: one row a message, the texts it is made from, and the rules of writing.

alter table outbox add column act uuid;
comment on column outbox.act is 'The use case that wrote it: what one act causes is told a customer in one message.';

create table messages (
  id bigint generated always as identity primary key,
  event text not null check (event in ('order_confirmed', 'backorder_created', 'date_moved', 'stock_arrived', 'shipped', 'delivered',
    'delayed', 'weekly_status', 'cancelled', 'rescheduled', 'digest')),
  customer_id bigint not null references customers,
  order_id bigint references orders,
  backorder_id bigint,
  fulfillment_id bigint references fulfillments,
  cancellation_id bigint references cancellations,
  cause text not null unique,
  facts jsonb not null default '{}',
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed', 'bounced', 'suppressed', 'recorded')),
  reason text check (btrim(reason) <> ''),
  to_address text,
  language text check (language in ('en', 'es')),
  subject text,
  text text,
  html text,
  is_fixed boolean not null default false,
  message_id text unique,
  told jsonb,
  attempts integer not null default 0 check (attempts >= 0),
  queued_at timestamptz not null,
  queued_by text not null,
  next_try_at timestamptz not null,
  sent_at timestamptz,
  settled_at timestamptz,
  carried_by_id bigint references messages,
  foreign key (backorder_id, order_id) references backorders (id, order_id),
  constraint messages_about_something check ((event = 'digest') = (order_id is null)),
  constraint messages_settled check ((status = 'queued') = (settled_at is null)),
  constraint messages_sent check (case when sent_at is null then status <> 'sent' else status in ('sent', 'bounced') end),
  constraint messages_why check (status not in ('failed', 'bounced', 'suppressed') or reason is not null),
  constraint messages_written check (status not in ('sent', 'recorded', 'bounced') or num_nulls(subject, text, html, message_id, language) = 0),
  constraint messages_carried check (carried_by_id is null or status = 'suppressed')
) with (fillfactor = 70);
create index messages_due on messages (next_try_at, id) where status = 'queued';
create index messages_due_customer on messages (customer_id) where status = 'queued';
create unique index messages_one_waiting on messages (event, backorder_id)
  where status = 'queued' and not is_fixed and event in ('date_moved', 'stock_arrived', 'backorder_created', 'delayed', 'weekly_status');
create index messages_customer on messages (customer_id, id);
create index messages_order on messages (order_id, id);
create index messages_undelivered on messages (id) where status in ('failed', 'bounced');
create index messages_carried on messages (carried_by_id) where carried_by_id is not null;
comment on table messages is 'One row per thing a customer is told, or was not and why. Its text is written from the records when it leaves.';
comment on column messages.cause is 'What it comes from: the same event handled twice makes one message.';
comment on column messages.is_fixed is 'Its text was written before and is sent as it stands.';
comment on column messages.told is 'By order line, how many were to come and when, as this message says it: what did not change since is not told again.';
comment on column messages.carried_by_id is 'The digest that said this among others.';

create function guard_message() returns trigger language plpgsql as $$
begin
  raise exception 'a message that left, or did not, stays as it is' using errcode = 'restrict_violation';
end $$;
create trigger messages_final before update on messages for each row when (
  (old.status <> 'queued' and (old.status, new.status) is distinct from ('sent', 'bounced'))
  or (old.event, old.customer_id, old.order_id, old.backorder_id, old.cause, old.queued_at)
    is distinct from (new.event, new.customer_id, new.order_id, new.backorder_id, new.cause, new.queued_at))
  execute function guard_message();
create trigger messages_kept before delete or truncate on messages for each statement execute function refuse_change();

create table message_backorders (
  backorder_id bigint not null references backorders,
  message_id bigint not null references messages,
  primary key (backorder_id, message_id)
);
create index message_backorders_message on message_backorders (message_id);
comment on table message_backorders is 'Which backorders a message speaks of: a digest of several, others of one.';

create table message_templates (
  event text not null,
  language text not null check (language in ('en', 'es')),
  subject text not null check (btrim(subject) <> ''),
  text text not null check (btrim(text) <> ''),
  html text not null check (btrim(html) <> ''),
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (event, language)
);
comment on table message_templates is 'Texts the company changed; every other is the one the product comes with.';

create table message_rules (
  id boolean primary key default true check (id),
  events_off text[] not null,
  gathers boolean not null,
  quiet_from text check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_until text check (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  morning text not null check (morning ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  wait_minutes integer not null check (wait_minutes between 0 and 120),
  version integer not null,
  updated_at timestamptz not null,
  updated_by text not null,
  constraint message_rules_quiet check (case when quiet_from is null then quiet_until is null else coalesce(quiet_from <> quiet_until, false) end)
);
comment on table message_rules is 'How customers are written to. Without a row it is as the product comes.';
comment on column message_rules.gathers is 'Several backorders of one customer go in one mail when they wait to be told at once.';
comment on column message_rules.morning is 'When the day''s own messages leave: weekly status and delays, found in the night.';
comment on column message_rules.wait_minutes is 'So long a message waits before it leaves, so that what is put right at once tells nobody.';

create table mail_server (
  id boolean primary key default true check (id),
  is_set_up boolean not null,
  failing_since timestamptz,
  last_error text,
  check ((failing_since is null) = (last_error is null))
);
comment on table mail_server is 'Whether mail leaves, as the process that sends it last saw it.';

alter table customers
  add column language text not null default 'en' check (language in ('en', 'es')),
  add column receives_messages boolean not null default true;
alter table products add column is_written_about boolean not null default true;
comment on column products.is_written_about is 'False: no message to a customer speaks of it.';
