-- Sales orders. Prices freeze at confirmation; quantities never change afterwards, they are cancelled or moved.

create sequence order_number start 1001;

create table orders (
  id bigint generated always as identity primary key,
  number text not null unique default 'SO-' || nextval('order_number'),
  customer_id bigint not null references customers,
  warehouse_id bigint not null references warehouses,
  sales_rep_id bigint references users,
  ordered_on date not null,
  requested_on date,
  ship_policy text not null check (ship_policy in ('partial', 'complete')),
  terms text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  delivery_address jsonb,
  notes text,
  confirmed_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  -- Sums of its lines and of their backorder lines.
  ordered integer not null default 0 check (ordered >= 0),
  shipped integer not null default 0 check (shipped >= 0),
  delivered integer not null default 0 check (delivered >= 0),
  cancelled integer not null default 0 check (cancelled >= 0),
  backordered integer not null default 0 check (backordered >= 0),
  status text not null generated always as (case
    when confirmed_at is null and cancelled_at is null then 'draft'
    when shipped = 0 and (cancelled_at is not null or cancelled = ordered) then 'cancelled'
    when shipped = 0 then 'confirmed'
    when shipped + cancelled < ordered then 'partially_fulfilled'
    when delivered < shipped then 'fulfilled'
    else 'delivered' end) stored,
  version integer not null default 1,
  unique (id, customer_id, warehouse_id),
  constraint orders_cancelled_draft check (num_nonnulls(confirmed_at, cancelled_at) <= 1),
  constraint orders_delivered_shipped check (delivered <= shipped),
  constraint orders_within_ordered check (shipped + cancelled <= ordered)
) with (fillfactor = 85);
create index orders_customer on orders (customer_id, id);
create index orders_newest on orders (ordered_on, id);
create index orders_status on orders (status, ordered_on, id);

create table order_lines (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  variant_id bigint not null references variants,
  position integer not null check (position > 0),
  quantity integer not null check (quantity between 1 and 10000000),
  unit_price numeric(14, 4) not null check (unit_price >= 0 and unit_price < 'NaN'),
  deal_name text,
  deal_amount numeric(14, 2) not null default 0 check (deal_amount >= 0 and deal_amount < 'NaN'),
  value numeric(16, 2) not null generated always as (round(quantity * unit_price - deal_amount, 2)) stored check (value >= 0),
  shortage_rule text check (shortage_rule in ('backorder', 'cancel_shortage', 'ask')),
  increase_of_id bigint,
  filled integer not null default 0 check (filled >= 0),
  backordered integer not null default 0 check (backordered >= 0),
  cancelled integer not null default 0 check (cancelled >= 0),
  delivered integer not null default 0 check (delivered >= 0),
  open integer not null generated always as (quantity - filled - backordered - cancelled) stored,
  unique (order_id, position),
  unique (id, order_id, variant_id),
  foreign key (increase_of_id, order_id, variant_id) references order_lines (id, order_id, variant_id),
  constraint order_lines_never_overfilled check (filled + backordered + cancelled <= quantity),
  constraint order_lines_delivered_filled check (delivered <= filled)
) with (fillfactor = 85);
comment on column orders.cancelled_at is 'A draft that was given up. A confirmed order is cancelled by its quantities.';
create index order_lines_variant on order_lines (variant_id);
comment on column order_lines.filled is 'Shipped from the order itself; what its backorders shipped counts on them.';
comment on column order_lines.backordered is 'The whole quantity ever moved to backorders.';
comment on column order_lines.deal_amount is 'The price reduction of the line, in currency, frozen at confirmation.';

create function guard_confirmed_line() returns trigger language plpgsql as $$
begin
  if exists (select from orders where id = old.order_id and confirmed_at is not null) then
    raise exception 'a confirmed order line keeps its variant, quantity, price and deal' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger order_lines_frozen before update of order_id, variant_id, quantity, unit_price, deal_amount on order_lines
  for each row when ((old.order_id, old.variant_id, old.quantity, old.unit_price, old.deal_amount)
    is distinct from (new.order_id, new.variant_id, new.quantity, new.unit_price, new.deal_amount))
  execute function guard_confirmed_line();

create function guard_confirmed_line_delete() returns trigger language plpgsql as $$
begin
  if exists (select from orders where id = old.order_id and confirmed_at is not null) then
    raise exception 'a line of a confirmed order is cancelled, never deleted' using errcode = 'restrict_violation';
  end if;
  return old;
end $$;
create trigger order_lines_kept before delete on order_lines for each row execute function guard_confirmed_line_delete();

create function guard_order() returns trigger language plpgsql as $$
begin
  raise exception 'a confirmed order stays confirmed, with its customer, warehouse and currency; a cancelled one stays cancelled' using errcode = 'restrict_violation';
end $$;
create trigger orders_final before update of confirmed_at, cancelled_at, customer_id, warehouse_id, currency on orders
  for each row when (old.confirmed_at is not null and (old.confirmed_at, old.customer_id, old.warehouse_id, old.currency)
    is distinct from (new.confirmed_at, new.customer_id, new.warehouse_id, new.currency)
    or old.cancelled_at is not null and new.cancelled_at is distinct from old.cancelled_at) execute function guard_order();
create trigger orders_kept before delete on orders for each row when (old.confirmed_at is not null) execute function guard_order();
