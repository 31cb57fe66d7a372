-- The company's accounting in QuickBooks Online: the connection, whom and what of ours it knows, and what it keeps of those.

create table quickbooks_connection (
  id boolean primary key default true check (id),
  realm_id text not null check (realm_id ~ '^\d{1,20}$'),
  company_name text,
  access_token text,
  access_expires_at timestamptz,
  refresh_token text,
  refresh_expires_at timestamptz,
  connected_at timestamptz not null,
  connected_by text not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('disconnected', 'refused', 'key_changed')),
  read_at timestamptz,
  deal_item_id text,
  item_account_id text,
  version integer not null default 1,
  check ((ended_at is null) = (ended_because is null)),
  check (num_nonnulls(access_token, access_expires_at, refresh_token, refresh_expires_at) = case when ended_at is null then 4 else 0 end)
);
comment on table quickbooks_connection is 'The one company of QuickBooks that this one is connected to, or was.';
comment on column quickbooks_connection.access_token is 'Encrypted, as is the refresh token; which of them is good is decided while the row is locked.';
comment on column quickbooks_connection.read_at is 'When its customers, items, terms, tax codes and accounts were last read.';
comment on column quickbooks_connection.deal_item_id is 'The item that deals are written to.';
comment on column quickbooks_connection.item_account_id is 'The account that sales of a new item go to.';

create table quickbooks_calls (
  id boolean primary key default true check (id),
  calls_left numeric not null,
  counted_at timestamptz not null,
  rest_until timestamptz,
  last_success_at timestamptz,
  problem text,
  problem_at timestamptz,
  check ((problem is null) = (problem_at is null))
);
comment on table quickbooks_calls is 'How many calls may be made now, and how they went. Beside the connection, so that a call never waits for a token.';

create table quickbooks_states (
  state_hash bytea primary key,
  verifier text not null,
  principal text not null,
  starts_on date,
  created_at timestamptz not null
);
comment on table quickbooks_states is 'Connections that somebody began and did not end yet. Each is good once, for whoever began it.';

create table quickbooks_records (
  realm_id text not null,
  kind text not null check (kind in ('customer', 'item', 'terms', 'tax_code', 'account')),
  ledger_id text not null,
  name text not null,
  record jsonb not null,
  primary key (realm_id, kind, ledger_id)
);
comment on table quickbooks_records is 'What QuickBooks kept when it was last read, in the words of the product.';

create table quickbooks_matches (
  id bigint generated always as identity primary key,
  realm_id text not null,
  customer_id bigint references customers,
  variant_id bigint references variants,
  terms text,
  ledger_id text,
  tax_code text,
  request_id text unique,
  made text not null check (made in ('confirmed', 'created')),
  matched_at timestamptz not null,
  matched_by text not null,
  check (num_nonnulls(customer_id, variant_id, terms) = 1),
  check (ledger_id is not null or request_id is not null),
  check (tax_code is null or customer_id is not null)
);
comment on table quickbooks_matches is 'Which record of QuickBooks stands for which of ours, as a person said.';
comment on column quickbooks_matches.ledger_id is 'Null while it is being created there: whoever tries again looks for it first.';
create unique index quickbooks_matches_customer on quickbooks_matches (customer_id, realm_id) where customer_id is not null;
create unique index quickbooks_matches_variant on quickbooks_matches (variant_id, realm_id) where variant_id is not null;
create unique index quickbooks_matches_terms on quickbooks_matches (terms, realm_id) where terms is not null;
