-- What happened, what must be told, and what was already done.

create table audit_events (
  id bigint generated always as identity primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  actor text not null,
  action text not null,
  record_type text not null,
  record_id bigint,
  order_id bigint,
  changes jsonb not null default '{}',
  request_id text
);
create index audit_events_transaction on audit_events (transaction_id, id);
create index audit_events_record on audit_events (record_type, record_id, id);
create index audit_events_order on audit_events (order_id, id) where order_id is not null;
comment on table audit_events is 'Who changed what, when. order_id gathers the history of an order and its backorders.';
create trigger audit_events_append_only before update or delete or truncate on audit_events
  for each statement execute function refuse_change();

create table audit_seals (
  id bigint generated always as identity primary key,
  last_transaction_id xid8 not null,
  events integer not null check (events > 0),
  previous_hash bytea,
  hash bytea not null unique check (octet_length(hash) = 32),
  sealed_at timestamptz not null
);
create trigger audit_seals_append_only before update or delete or truncate on audit_seals
  for each statement execute function refuse_change();

create table outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null
);
comment on table outbox is 'Written in the transaction that causes the message; the relay turns rows into jobs and live events, then deletes them.';

create table notifications (
  id bigint generated always as identity primary key,
  user_id bigint references users,
  role text,
  kind text not null,
  record_type text not null,
  record_id bigint not null,
  facts jsonb not null,
  source text not null unique,
  created_at timestamptz not null,
  check (num_nonnulls(user_id, role) = 1)
);
create index notifications_user on notifications (user_id, id);
create index notifications_role on notifications (role, id) where role is not null;
comment on column notifications.source is 'What it was made from: the same event handled twice makes one notification.';

create table exceptions (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('count_below_picked', 'books_do_not_balance')),
  variant_id bigint references variants,
  warehouse_id bigint references warehouses,
  stock_adjustment_id bigint references stock_adjustments,
  facts jsonb not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  check ((closed_at is null) = (closed_by is null))
);
create index exceptions_open on exceptions (opened_at, id) where closed_at is null;

create table verifications (
  id bigint generated always as identity primary key,
  verified_at timestamptz not null,
  balanced boolean not null,
  differences jsonb not null
);

create table idempotency_keys (
  principal text not null,
  route text not null,
  key text not null check (length(key) between 1 and 255),
  body_hash bytea not null,
  response_status smallint,
  response jsonb,
  created_at timestamptz not null,
  primary key (principal, route, key)
) with (fillfactor = 50);
create index idempotency_keys_created on idempotency_keys (created_at);

create trigger verifications_append_only before update or delete or truncate on verifications
  for each statement execute function refuse_change();
