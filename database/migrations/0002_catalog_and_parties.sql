-- What is sold, to whom, from where, and who supplies it.

create table products (
  id bigint generated always as identity primary key,
  name text not null check (btrim(name) <> ''),
  family text,
  description text,
  version integer not null default 1,
  created_at timestamptz not null
);

create table variants (
  id bigint generated always as identity primary key,
  product_id bigint not null references products,
  sku text not null unique check (btrim(sku) <> ''),
  upc text check (upc ~ '^[0-9]{6,14}$'),
  name text not null check (btrim(name) <> ''),
  description text,
  base_unit text not null default 'bottle' check (base_unit in ('bottle', 'can', 'keg', 'case', 'unit')),
  units_per_case integer not null default 1 check (units_per_case between 1 and 10000),
  order_multiple integer not null default 1 check (order_multiple between 1 and 10000),
  -- 'NaN' is above every number to PostgreSQL.
  price numeric(14, 4) not null check (price >= 0 and price < 'NaN'),
  shortage_rule text check (shortage_rule in ('backorder', 'cancel_shortage', 'ask')),
  discontinued boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null
);
create index variants_product on variants (product_id);
create index variants_upc on variants (upc);
comment on column variants.order_multiple is 'Orders, allocations and picks are whole multiples of it; units_per_case where cases are never split.';

create table warehouses (
  id bigint generated always as identity primary key,
  code text not null unique check (btrim(code) <> ''),
  name text not null check (btrim(name) <> ''),
  address jsonb,
  version integer not null default 1,
  created_at timestamptz not null
);

create table customers (
  id bigint generated always as identity primary key,
  account_number text not null unique check (btrim(account_number) <> ''),
  name text not null check (btrim(name) <> ''),
  email text,
  phone text,
  tier text not null default 'standard' check (tier in ('vip', 'standard', 'low')),
  terms text not null default 'net_30',
  sales_rep_id bigint references users,
  ship_policy text check (ship_policy in ('partial', 'complete')),
  shortage_rule text check (shortage_rule in ('backorder', 'cancel_shortage', 'ask')),
  version integer not null default 1,
  created_at timestamptz not null
);
create index customers_sales_rep on customers (sales_rep_id);

create table customer_addresses (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers,
  label text not null,
  address jsonb not null check (jsonb_typeof(address) = 'object'),
  is_default boolean not null default false
);
create unique index customer_addresses_one_default on customer_addresses (customer_id) where is_default;
create index customer_addresses_customer on customer_addresses (customer_id);

create table suppliers (
  id bigint generated always as identity primary key,
  name text not null check (btrim(name) <> ''),
  email text,
  phone text,
  version integer not null default 1,
  created_at timestamptz not null
);
create unique index suppliers_name on suppliers (lower(name));
