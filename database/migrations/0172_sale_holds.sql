-- Customers who get nothing for now, or only against cash: asked again when an order is taken, ships and is handed over.

alter table customers
  add column sale_hold text not null default 'none' check (sale_hold in ('none', 'no_sale', 'cash_only')),
  add column sale_hold_reason text;
create index customers_on_no_sale on customers (id) where sale_hold = 'no_sale';
alter table deliveries add column cash_collected boolean not null default false;
comment on column deliveries.cash_collected is 'Whoever handed it over took the money: asked of customers who pay in cash only.';
