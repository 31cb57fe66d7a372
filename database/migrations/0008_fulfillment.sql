-- Physical deliveries, the shipments that carry them, and one invoice for each.

create sequence fulfillment_number start 1001;
create sequence shipment_number start 1001;
create sequence invoice_number start 1001;

create table shipments (
  id bigint generated always as identity primary key,
  number text not null unique default 'SH-' || nextval('shipment_number'),
  customer_id bigint not null references customers,
  warehouse_id bigint not null references warehouses,
  delivery_address jsonb,
  carrier text,
  tracking_number text,
  estimated_delivery_on date,
  shipped_at timestamptz not null,
  shipped_by text not null,
  unique (id, customer_id)
);
create index shipments_tracking on shipments (tracking_number) where tracking_number is not null;

create table fulfillments (
  id bigint generated always as identity primary key,
  number text not null unique default 'F-' || nextval('fulfillment_number'),
  order_id bigint not null,
  backorder_id bigint,
  customer_id bigint not null,
  warehouse_id bigint not null,
  shipment_id bigint,
  picked_at timestamptz not null,
  picked_by text not null,
  packed_at timestamptz,
  packed_by text,
  shipped_at timestamptz,
  delivered_at timestamptz,
  delivered_by text,
  received_by text,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  status text not null generated always as (case
    when voided_at is not null then 'voided'
    when delivered_at is not null then 'delivered'
    when shipped_at is not null then 'shipped'
    when packed_at is not null then 'packed'
    else 'picked' end) stored,
  version integer not null default 1,
  foreign key (order_id, customer_id, warehouse_id) references orders (id, customer_id, warehouse_id),
  foreign key (backorder_id, order_id) references backorders (id, order_id),
  foreign key (shipment_id, customer_id) references shipments (id, customer_id),
  unique (id, order_id),
  unique (id, order_id, customer_id),
  constraint fulfillments_shipped_in_shipment check ((shipped_at is null) = (shipment_id is null)),
  constraint fulfillments_delivered_after_shipped check (delivered_at is null or shipped_at is not null and delivered_at >= shipped_at),
  constraint fulfillments_voided_before_shipped check (voided_at is null or shipped_at is null),
  check ((delivered_at is null) = (delivered_by is null)),
  check ((packed_at is null) = (packed_by is null)),
  check ((voided_at is null) = (voided_by is null)),
  check ((voided_at is null) = (void_reason is null))
) with (fillfactor = 85);
create index fulfillments_order on fulfillments (order_id);
create index fulfillments_backorder on fulfillments (backorder_id) where backorder_id is not null;
create index fulfillments_shipment on fulfillments (shipment_id) where shipment_id is not null;
create index fulfillments_status on fulfillments (status, id);
comment on column fulfillments.backorder_id is 'Null: it fills the order itself. Set: it fills this backorder of that order.';

create table fulfillment_lines (
  id bigint generated always as identity primary key,
  fulfillment_id bigint not null,
  order_id bigint not null,
  order_line_id bigint not null,
  backorder_line_id bigint,
  queue_line_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  quantity integer not null check (quantity >= 0),
  short integer not null default 0 check (short >= 0),
  put_back integer not null default 0 check (put_back >= 0),
  leaving integer not null generated always as (quantity - put_back) stored,
  lot text,
  foreign key (fulfillment_id, order_id) references fulfillments (id, order_id),
  foreign key (order_line_id, order_id, variant_id) references order_lines (id, order_id, variant_id),
  foreign key (backorder_line_id, order_line_id) references backorder_lines (id, order_line_id),
  foreign key (queue_line_id, variant_id, warehouse_id) references queue_lines (id, variant_id, warehouse_id),
  unique (fulfillment_id, queue_line_id),
  unique (id, variant_id, warehouse_id),
  unique (id, order_line_id),
  check (quantity + short > 0),
  constraint fulfillment_lines_put_back_picked check (put_back <= quantity)
);
comment on column fulfillment_lines.put_back is 'Picked units cancelled before they left; leaving is what ships.';
create index fulfillment_lines_order_line on fulfillment_lines (order_line_id);
create index fulfillment_lines_backorder_line on fulfillment_lines (backorder_line_id) where backorder_line_id is not null;
create trigger fulfillment_lines_kept before delete or truncate on fulfillment_lines
  for each statement execute function refuse_change();
create trigger fulfillment_lines_fixed before update of fulfillment_id, order_line_id, backorder_line_id, queue_line_id, variant_id, warehouse_id, quantity, short
  on fulfillment_lines for each statement execute function refuse_change();

-- Which reserved units a pick took: the link from a shipped unit back to the run that gave it.
create table fulfillment_line_allocations (
  fulfillment_line_id bigint not null references fulfillment_lines,
  allocation_id bigint not null references allocations,
  quantity integer not null check (quantity > 0),
  primary key (fulfillment_line_id, allocation_id)
);
create index fulfillment_line_allocations_allocation on fulfillment_line_allocations (allocation_id);
create trigger fulfillment_line_allocations_append_only before update or delete or truncate on fulfillment_line_allocations
  for each statement execute function refuse_change();

-- A short pick that found nothing has no fulfillment: the pick itself is then the document.
create table short_picks (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  order_line_id bigint not null,
  backorder_line_id bigint,
  fulfillment_id bigint,
  variant_id bigint not null,
  warehouse_id bigint not null,
  picked integer not null check (picked >= 0),
  short integer not null check (short > 0),
  phantom integer not null check (phantom between 0 and short),
  recorded_at timestamptz not null,
  recorded_by text not null,
  foreign key (order_line_id, order_id, variant_id) references order_lines (id, order_id, variant_id),
  foreign key (backorder_line_id, order_line_id) references backorder_lines (id, order_line_id),
  foreign key (fulfillment_id, order_id) references fulfillments (id, order_id),
  unique (id, variant_id, warehouse_id)
);
create index short_picks_order_line on short_picks (order_line_id);
create trigger short_picks_append_only before update or delete or truncate on short_picks
  for each statement execute function refuse_change();

alter table put_back_tasks
  add column fulfillment_line_id bigint not null,
  add foreign key (fulfillment_line_id, variant_id, warehouse_id) references fulfillment_lines (id, variant_id, warehouse_id),
  add foreign key (fulfillment_line_id, order_line_id) references fulfillment_lines (id, order_line_id);

alter table stock_movements
  add column short_pick_id bigint,
  add foreign key (fulfillment_line_id, variant_id, warehouse_id) references fulfillment_lines (id, variant_id, warehouse_id),
  add foreign key (short_pick_id, variant_id, warehouse_id) references short_picks (id, variant_id, warehouse_id),
  drop constraint stock_movements_document,
  add constraint stock_movements_document check (
    num_nonnulls(receipt_line_id, fulfillment_line_id, stock_adjustment_id, short_pick_id, reverses_id)
      = case when kind in ('return', 'transfer') then 0 else 1 end
    and case kind
      when 'receipt' then receipt_line_id is not null and quantity > 0
      when 'shipment' then fulfillment_line_id is not null and quantity < 0
      when 'adjustment' then reason is not null and num_nonnulls(stock_adjustment_id, short_pick_id) = 1
      when 'reversal' then reverses_id is not null and reason is not null
      else reason is not null end);
comment on table stock_movements is 'The stock ledger. A row is never edited, only reversed. An adjustment comes from a count (stock_adjustment_id) or a short pick (short_pick_id).';

create table invoices (
  id bigint generated always as identity primary key,
  number text not null unique default 'INV-' || nextval('invoice_number'),
  fulfillment_id bigint not null unique,
  order_id bigint not null,
  customer_id bigint not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount numeric(16, 2) not null check (amount >= 0 and amount < 'NaN'),
  invoiced_on date not null,
  created_at timestamptz not null,
  foreign key (fulfillment_id, order_id, customer_id) references fulfillments (id, order_id, customer_id),
  unique (id, fulfillment_id)
);
create index invoices_customer on invoices (customer_id, id);
create index invoices_order on invoices (order_id);

create table invoice_lines (
  id bigint generated always as identity primary key,
  invoice_id bigint not null references invoices,
  fulfillment_line_id bigint not null unique,
  order_line_id bigint not null,
  quantity integer not null check (quantity > 0),
  unit_price numeric(14, 4) not null check (unit_price >= 0 and unit_price < 'NaN'),
  amount numeric(16, 2) not null check (amount >= 0 and amount < 'NaN'),
  foreign key (fulfillment_line_id, order_line_id) references fulfillment_lines (id, order_line_id)
);
create index invoice_lines_invoice on invoice_lines (invoice_id);
create index invoice_lines_order_line on invoice_lines (order_line_id);
create trigger invoice_lines_append_only before update or delete or truncate on invoice_lines
  for each statement execute function refuse_change();

-- What crosses tables and no foreign key can say.
create function check_fulfillment_lines() returns trigger language plpgsql as $$
begin
  if exists (select from picked l join queue_lines q on q.id = l.queue_line_id join fulfillments f on f.id = l.fulfillment_id
    where (l.order_line_id, l.backorder_line_id, f.backorder_id) is distinct from (q.order_line_id, q.backorder_line_id, q.backorder_id)) then
    raise exception 'a fulfillment line takes what is reserved for its own line' using errcode = 'check_violation', constraint = 'fulfillment_lines_own_queue_line';
  end if;
  return null;
end $$;
create trigger fulfillment_lines_own_queue_line after insert on fulfillment_lines
  referencing new table as picked for each statement execute function check_fulfillment_lines();

create function check_fulfillment_line_allocations() returns trigger language plpgsql as $$
begin
  if exists (select from taken t join fulfillment_lines l on l.id = t.fulfillment_line_id join allocations a on a.id = t.allocation_id
    where a.queue_line_id is distinct from l.queue_line_id) then
    raise exception 'a pick takes units reserved for its own line' using errcode = 'check_violation', constraint = 'fulfillment_line_allocations_own_line';
  end if;
  return null;
end $$;
create trigger fulfillment_line_allocations_own_line after insert on fulfillment_line_allocations
  referencing new table as taken for each statement execute function check_fulfillment_line_allocations();

create function check_invoice_lines() returns trigger language plpgsql as $$
begin
  if exists (select from invoiced v join invoices i on i.id = v.invoice_id join fulfillment_lines l on l.id = v.fulfillment_line_id
    where l.fulfillment_id <> i.fulfillment_id) then
    raise exception 'an invoice charges the lines of its own fulfillment' using errcode = 'check_violation', constraint = 'invoice_lines_own_fulfillment';
  end if;
  return null;
end $$;
create trigger invoice_lines_own_fulfillment after insert on invoice_lines
  referencing new table as invoiced for each statement execute function check_invoice_lines();

create trigger invoices_fixed before update of number, fulfillment_id, order_id, customer_id, currency, amount, invoiced_on on invoices
  for each statement execute function refuse_change();
create trigger invoices_kept before delete or truncate on invoices for each statement execute function refuse_change();

create function guard_fulfillment() returns trigger language plpgsql as $$
begin
  raise exception 'what has shipped, was delivered or was voided stays so' using errcode = 'restrict_violation';
end $$;
create trigger fulfillments_final before update of order_id, backorder_id, shipped_at, shipment_id, delivered_at, voided_at on fulfillments
  for each row when ((old.order_id, old.backorder_id) is distinct from (new.order_id, new.backorder_id)
    or old.shipped_at is not null and (old.shipped_at, old.shipment_id) is distinct from (new.shipped_at, new.shipment_id)
    or old.delivered_at is not null and new.delivered_at is distinct from old.delivered_at
    or old.voided_at is not null and new.voided_at is distinct from old.voided_at) execute function guard_fulfillment();

-- "Was this backorder line filled, by what and when?" One row per delivery of the line that left; none: nothing left yet.
create view backorder_line_fulfillments as
select bl.id as backorder_line_id, b.id as backorder_id, b.number as backorder_number, bl.order_line_id, bl.variant_id,
  bl.quantity as backordered, bl.fulfilled, bl.outstanding,
  f.id as fulfillment_id, f.number as fulfillment_number, fl.leaving as shipped,
  f.shipped_at, f.delivered_at, f.received_by, s.carrier, s.tracking_number
from backorder_lines bl
join backorders b on b.id = bl.backorder_id
left join (fulfillment_lines fl
  join fulfillments f on f.id = fl.fulfillment_id and f.shipped_at is not null
  join shipments s on s.id = f.shipment_id) on fl.backorder_line_id = bl.id and fl.leaving > 0;
comment on view backorder_line_fulfillments is 'The one right answer to "was this backorder line filled, by what and when". Joining fulfillment lines by order line instead also counts what filled the order before the backorder existed.';
