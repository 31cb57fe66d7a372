-- Backorders: the unfilled part of an order, with its own number, status and life.

create sequence backorder_number start 1001;

create table backorders (
  id bigint generated always as identity primary key,
  number text not null unique default 'BO-' || nextval('backorder_number'),
  kind text not null default 'backorder' check (kind in ('backorder', 'replacement')),
  order_id bigint not null,
  customer_id bigint not null,
  warehouse_id bigint not null,
  sales_rep_id bigint references users,
  ship_policy text not null check (ship_policy in ('partial', 'complete')),
  terms text not null,
  delivery_address jsonb,
  requested_on date,
  promised_on date,
  cause text not null check (cause in ('partial_fulfillment', 'confirmation', 'manual', 'lost_delivery')),
  reason text,
  notes text,
  high_priority boolean not null default false,
  on_hold boolean not null default false,
  created_on date not null,
  created_at timestamptz not null,
  created_by text not null,
  -- Sums of its lines.
  quantity integer not null default 0 check (quantity >= 0),
  fulfilled integer not null default 0 check (fulfilled >= 0),
  delivered integer not null default 0 check (delivered >= 0),
  cancelled integer not null default 0 check (cancelled >= 0),
  substituted integer not null default 0 check (substituted >= 0),
  allocated integer not null default 0 check (allocated >= 0),
  value numeric(16, 2) not null default 0 check (value >= 0 and value < 'NaN'),
  outstanding integer not null generated always as (quantity - fulfilled - cancelled - substituted) stored,
  is_ready boolean not null generated always as (case ship_policy
    when 'complete' then allocated > 0 and allocated = quantity - fulfilled - cancelled - substituted
    else allocated > 0 end) stored,
  status text not null generated always as (case
    when quantity - fulfilled - cancelled - substituted = 0 and fulfilled = 0 then 'cancelled'
    when quantity - fulfilled - cancelled - substituted = 0 and delivered = fulfilled then 'complete'
    when quantity - fulfilled - cancelled - substituted = 0 then 'fulfilled'
    when fulfilled > 0 then 'partially_fulfilled'
    when ship_policy = 'partial' and allocated > 0
      or ship_policy = 'complete' and allocated > 0 and allocated = quantity - fulfilled - cancelled - substituted
      then 'ready_to_fulfill'
    else 'open' end) stored,
  version integer not null default 1,
  foreign key (order_id, customer_id, warehouse_id) references orders (id, customer_id, warehouse_id),
  unique (id, order_id),
  constraint backorders_sums check (fulfilled + cancelled + substituted <= quantity),
  constraint backorders_allocated_outstanding check (allocated <= quantity - fulfilled - cancelled - substituted),
  constraint backorders_delivered_fulfilled check (delivered <= fulfilled)
) with (fillfactor = 80);
create index backorders_order on backorders (order_id);
create index backorders_customer on backorders (customer_id, id);
create index backorders_open on backorders (created_at, id) where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');
create index backorders_ready on backorders (created_at, id) where is_ready;
create index backorders_status on backorders (status, created_at, id);

create table backorder_lines (
  id bigint generated always as identity primary key,
  backorder_id bigint not null,
  order_id bigint not null,
  order_line_id bigint not null,
  variant_id bigint not null,
  quantity integer not null check (quantity > 0),
  fulfilled integer not null default 0 check (fulfilled >= 0),
  delivered integer not null default 0 check (delivered >= 0),
  cancelled integer not null default 0 check (cancelled >= 0),
  substituted integer not null default 0 check (substituted >= 0),
  outstanding integer not null generated always as (quantity - fulfilled - cancelled - substituted) stored,
  foreign key (backorder_id, order_id) references backorders (id, order_id),
  foreign key (order_line_id, order_id, variant_id) references order_lines (id, order_id, variant_id),
  unique (backorder_id, order_line_id),
  unique (id, backorder_id),
  unique (id, order_line_id),
  constraint backorder_lines_sums check (fulfilled + cancelled + substituted <= quantity),
  constraint backorder_lines_delivered_fulfilled check (delivered <= fulfilled)
) with (fillfactor = 85);
create index backorder_lines_order_line on backorder_lines (order_line_id);
create index backorder_lines_variant on backorder_lines (variant_id);

create table backorder_promises (
  id bigint generated always as identity primary key,
  backorder_id bigint not null references backorders,
  promised_on date,
  cause text not null,
  reason text,
  promised_at timestamptz not null,
  promised_by text not null
);
create index backorder_promises_backorder on backorder_promises (backorder_id, id);
create trigger backorder_promises_append_only before update or delete or truncate on backorder_promises
  for each statement execute function refuse_change();

-- One row per change of what a line asks for or got. Line sums are its projection; "as of" answers read it.
create table demand_entries (
  id bigint generated always as identity primary key,
  order_line_id bigint not null references order_lines,
  backorder_line_id bigint,
  kind text not null check (kind in ('ordered', 'backordered', 'picked', 'shipped', 'delivered', 'cancelled', 'substituted', 'lost')),
  quantity integer not null check (quantity <> 0),
  reason text,
  cause_type text not null,
  cause_id bigint not null,
  at timestamptz not null,
  actor text not null,
  foreign key (backorder_line_id, order_line_id) references backorder_lines (id, order_line_id),
  check (kind <> 'cancelled' or reason is not null),
  check (quantity > 0 or kind in ('picked'))
);
create index demand_entries_order_line on demand_entries (order_line_id, id);
comment on table demand_entries is 'The demand ledger, append-only. A row with a backorder_line_id counts on that line; picked may be negative (a void or a put-back), all else only grows.';
create trigger demand_entries_append_only before update or delete or truncate on demand_entries
  for each statement execute function refuse_change();
