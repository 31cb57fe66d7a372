-- Customers on hold come from a file, too.

alter table imports drop constraint imports_kind_check;
alter table imports add constraint imports_kind_check
  check (kind in ('suppliers', 'products', 'customers', 'holds', 'stock', 'purchase_orders', 'orders', 'prices'));
