-- Stock: an immutable ledger of movements and the level it adds up to.

create table stock_levels (
  variant_id bigint not null references variants,
  warehouse_id bigint not null references warehouses,
  on_hand integer not null default 0 check (on_hand >= 0),
  allocated integer not null default 0 check (allocated >= 0),
  available integer generated always as (on_hand - allocated) stored,
  last_counted_at timestamptz,
  primary key (variant_id, warehouse_id),
  constraint stock_levels_allocated_on_hand check (allocated <= on_hand)
) with (fillfactor = 70);
comment on table stock_levels is 'A projection: on_hand of stock_movements, allocated of live allocations. Locked first by whatever moves or promises stock.';

create table stock_adjustments (
  id bigint generated always as identity primary key,
  variant_id bigint not null references variants,
  warehouse_id bigint not null references warehouses,
  counted_quantity integer check (counted_quantity >= 0),
  difference integer not null,
  posted integer not null,
  reason text not null check (btrim(reason) <> ''),
  notes text,
  adjusted_at timestamptz not null,
  adjusted_by text not null,
  constraint stock_adjustments_posted_part check (abs(posted) <= abs(difference) and sign(posted) in (0, sign(difference))),
  unique (id, variant_id, warehouse_id)
);
comment on column stock_adjustments.posted is 'The part of difference that became a movement; less where goods being picked stand in the way.';

create table stock_movements (
  id bigint generated always as identity primary key,
  variant_id bigint not null,
  warehouse_id bigint not null,
  kind text not null check (kind in ('receipt', 'shipment', 'adjustment', 'return', 'transfer', 'reversal')),
  quantity integer not null check (quantity <> 0),
  reason text,
  receipt_line_id bigint,
  fulfillment_line_id bigint,
  stock_adjustment_id bigint,
  reverses_id bigint references stock_movements,
  at timestamptz not null,
  actor text not null,
  foreign key (variant_id, warehouse_id) references stock_levels,
  foreign key (stock_adjustment_id, variant_id, warehouse_id) references stock_adjustments (id, variant_id, warehouse_id),
  constraint stock_movements_document check (case kind
    when 'receipt' then receipt_line_id is not null and quantity > 0
    when 'shipment' then fulfillment_line_id is not null and quantity < 0
    when 'adjustment' then reason is not null and num_nonnulls(stock_adjustment_id, fulfillment_line_id) = 1
    when 'reversal' then reverses_id is not null and reason is not null
    else reason is not null end)
);
create unique index stock_movements_reversed_once on stock_movements (reverses_id) where reverses_id is not null;
create unique index stock_movements_received_once on stock_movements (receipt_line_id) where kind = 'receipt';
create unique index stock_movements_shipped_once on stock_movements (fulfillment_line_id) where kind = 'shipment';
create index stock_movements_level on stock_movements (variant_id, warehouse_id, id);
comment on table stock_movements is 'The stock ledger. A row is never edited, only reversed. kind = adjustment with a fulfillment_line_id is a short pick.';

create trigger stock_movements_append_only before update or delete or truncate on stock_movements
  for each statement execute function refuse_change();

-- The only statement that changes on_hand. One update a statement, however many movements it wrote.
create function post_stock_movements() returns trigger language plpgsql as $$
begin
  if not exists (select from posted) then return null; end if;
  update stock_levels l set on_hand = l.on_hand + m.quantity
  from (select variant_id, warehouse_id, sum(quantity)::integer quantity from posted group by 1, 2) m
  where l.variant_id = m.variant_id and l.warehouse_id = m.warehouse_id;
  return null;
end $$;
create trigger stock_movements_post after insert on stock_movements
  referencing new table as posted for each statement execute function post_stock_movements();

create function guard_on_hand() returns trigger language plpgsql as $$
begin
  raise exception 'on hand changes only by a stock movement' using errcode = 'restrict_violation';
end $$;
create trigger stock_levels_guard_update before update of on_hand on stock_levels
  for each row when (old.on_hand <> new.on_hand and pg_trigger_depth() = 0) execute function guard_on_hand();
create trigger stock_levels_guard_insert before insert on stock_levels
  for each row when (new.on_hand <> 0) execute function guard_on_hand();

create table count_requests (
  id bigint generated always as identity primary key,
  variant_id bigint not null,
  warehouse_id bigint not null,
  reason text not null,
  requested_at timestamptz not null,
  requested_by text not null,
  closed_at timestamptz,
  foreign key (variant_id, warehouse_id) references stock_levels
);
create unique index count_requests_one_open on count_requests (variant_id, warehouse_id) where closed_at is null;
comment on table count_requests is 'The count list: a short pick puts its bin here; the next count of that stock closes it.';
