-- Suppliers are known by the number they have in the program that sends them, and purchase orders come from two files as orders do.

alter table suppliers
  add column external_id text,
  add column external_sender text,
  add constraint suppliers_external_of_sender check ((external_id is null) = (external_sender is null));
create unique index suppliers_external on suppliers (external_id, external_sender) where external_id is not null;

alter table import_order_heads
  add column kind text not null default 'orders' check (kind in ('orders', 'purchase_orders')),
  drop constraint import_order_heads_pkey,
  add primary key (sender, kind, number);
alter table import_order_heads alter column kind drop default;
comment on table import_order_heads is 'What a file of orders or purchase orders without lines says of each: the file of their lines needs it.';

-- What a file names is looked up some rows at a time, in whatever letters.
create index customers_account_number_lower on customers (lower(account_number));
create index variants_sku_lower on variants (lower(sku));
create index products_name_lower on products (lower(name));
create index suppliers_external_lower on suppliers (lower(external_id)) where external_id is not null;
create index orders_external_lower on orders (lower(external_id)) where external_id is not null;
create index purchase_orders_external_lower on purchase_orders (lower(external_id)) where external_id is not null;
