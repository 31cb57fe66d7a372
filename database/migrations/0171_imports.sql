-- Files of a company's own data: what each holds, what would become of its rows, and what did.

create table imports (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('suppliers', 'products', 'customers', 'stock', 'purchase_orders', 'orders', 'prices')),
  filename text not null,
  status text not null check (status in ('ready', 'committing', 'committed', 'failed', 'reversed')),
  columns text[] not null,
  mapping jsonb not null,
  units text not null check (units in ('base', 'cases')),
  counts jsonb not null,
  forms jsonb not null,
  done integer not null default 0 check (done >= 0),
  problem text,
  sender jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  ended_at timestamptz
);
create index imports_kind on imports (kind, id);
comment on column imports.sender is 'Who sent it, as use cases know them: what is written by a job is written by them.';

create table import_rows (
  import_id bigint not null references imports on delete cascade,
  line integer not null,
  cells text[] not null,
  outcome text not null check (outcome in ('create', 'update', 'same', 'refused')),
  field text,
  reason text,
  record_type text,
  record_id bigint,
  before jsonb,
  primary key (import_id, line)
);
create index import_rows_refused on import_rows (import_id, line) where outcome = 'refused';

create table import_order_heads (
  sender text not null,
  number text not null,
  head jsonb not null,
  primary key (sender, number)
);
comment on table import_order_heads is 'What a file of orders without lines says of each: the file of their lines needs it.';

create table import_mappings (
  sender text not null,
  kind text not null,
  columns text[] not null,
  mapping jsonb not null,
  units text not null,
  primary key (sender, kind, columns)
);
comment on table import_mappings is 'How somebody mapped columns of such headings the last time.';
