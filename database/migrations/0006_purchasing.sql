-- What was ordered from suppliers and what arrived.

create sequence purchase_order_number start 101;
create sequence receipt_number start 1001;

create table purchase_orders (
  id bigint generated always as identity primary key,
  number text not null unique default 'PO-' || nextval('purchase_order_number'),
  supplier_id bigint not null references suppliers,
  warehouse_id bigint not null references warehouses,
  ordered_on date not null,
  notes text,
  created_at timestamptz not null,
  created_by text not null,
  closed_at timestamptz,
  version integer not null default 1,
  unique (id, warehouse_id)
);
create index purchase_orders_supplier on purchase_orders (supplier_id, id);

create table purchase_order_lines (
  id bigint generated always as identity primary key,
  purchase_order_id bigint not null,
  warehouse_id bigint not null,
  variant_id bigint not null references variants,
  position integer not null check (position > 0),
  quantity integer not null check (quantity between 1 and 10000000),
  received integer not null default 0 check (received >= 0),
  expected_on date,
  closed boolean not null default false,
  remaining integer not null generated always as (case when closed then 0 else greatest(0, quantity - received) end) stored,
  foreign key (purchase_order_id, warehouse_id) references purchase_orders (id, warehouse_id),
  unique (purchase_order_id, position),
  unique (id, purchase_order_id),
  unique (id, variant_id, warehouse_id)
);
create index purchase_order_lines_arriving on purchase_order_lines (variant_id, warehouse_id) where remaining > 0;

create table supply_date_changes (
  id bigint generated always as identity primary key,
  purchase_order_line_id bigint not null references purchase_order_lines,
  expected_on date,
  at timestamptz not null,
  actor text not null
);
create index supply_date_changes_line on supply_date_changes (purchase_order_line_id, id);
create trigger supply_date_changes_append_only before update or delete or truncate on supply_date_changes
  for each statement execute function refuse_change();

create table receipts (
  id bigint generated always as identity primary key,
  number text not null unique default 'RC-' || nextval('receipt_number'),
  purchase_order_id bigint not null,
  warehouse_id bigint not null,
  received_at timestamptz not null,
  received_by text not null,
  notes text,
  foreign key (purchase_order_id, warehouse_id) references purchase_orders (id, warehouse_id),
  unique (id, warehouse_id),
  unique (id, purchase_order_id)
);
create index receipts_purchase_order on receipts (purchase_order_id);
create trigger receipts_append_only before update or delete or truncate on receipts
  for each statement execute function refuse_change();

create table receipt_lines (
  id bigint generated always as identity primary key,
  receipt_id bigint not null,
  purchase_order_id bigint not null,
  purchase_order_line_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  quantity integer not null check (quantity between 1 and 10000000),
  foreign key (receipt_id, warehouse_id) references receipts (id, warehouse_id),
  foreign key (receipt_id, purchase_order_id) references receipts (id, purchase_order_id),
  foreign key (purchase_order_line_id, purchase_order_id) references purchase_order_lines (id, purchase_order_id),
  foreign key (purchase_order_line_id, variant_id, warehouse_id) references purchase_order_lines (id, variant_id, warehouse_id),
  unique (receipt_id, purchase_order_line_id),
  unique (id, variant_id, warehouse_id)
);
create index receipt_lines_purchase_order_line on receipt_lines (purchase_order_line_id);
create trigger receipt_lines_append_only before update or delete or truncate on receipt_lines
  for each statement execute function refuse_change();

alter table stock_movements add foreign key (receipt_line_id, variant_id, warehouse_id)
  references receipt_lines (id, variant_id, warehouse_id);
