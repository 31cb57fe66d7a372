-- Price reductions: what is offered, and what was frozen into a line when its order was confirmed.

create table deals (
  id bigint generated always as identity primary key,
  name text not null check (btrim(name) <> '' and length(name) <= 100),
  kind text not null check (kind in ('percent', 'amount', 'quantity_break')),
  percent numeric(5, 2) check (percent > 0 and percent <= 100),
  amount numeric(14, 2) check (amount > 0 and amount < 'NaN'),
  price numeric(14, 4) check (price >= 0 and price < 'NaN'),
  minimum_quantity integer check (minimum_quantity between 1 and 10000000),
  valid_from date,
  valid_to date,
  customer_id bigint references customers,
  product_id bigint references products,
  variant_id bigint references variants,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint deals_terms check (case kind
    when 'percent' then num_nonnulls(percent) = 1 and num_nonnulls(amount, price, minimum_quantity) = 0
    when 'amount' then num_nonnulls(amount) = 1 and num_nonnulls(percent, price, minimum_quantity) = 0
    else num_nonnulls(percent, price) = 1 and minimum_quantity is not null and amount is null end),
  constraint deals_days check (valid_from <= valid_to),
  constraint deals_one_item check (num_nonnulls(product_id, variant_id) <= 1)
);
create index deals_customer on deals (customer_id) where customer_id is not null and active;
create index deals_variant on deals (variant_id) where variant_id is not null and active;
create index deals_product on deals (product_id) where product_id is not null and active;
create index deals_for_all on deals (id) where customer_id is null and product_id is null and variant_id is null and active;
create index deals_name on deals (name, id);
comment on table deals is 'What is offered now. A confirmed line keeps the deal it got as it was then; changing or ending a deal reprices nothing.';

alter table order_lines
  add column deal_id bigint references deals,
  add column deal_kind text check (deal_kind in ('percent', 'amount', 'price')),
  add column deal_percent numeric(5, 2) check (deal_percent > 0 and deal_percent <= 100),
  add column deal_price numeric(14, 4) check (deal_price >= 0 and deal_price < 'NaN');
update order_lines set deal_kind = 'amount' where deal_name is not null;
alter table order_lines
  add constraint order_lines_deal check (
    (deal_kind is null) = (deal_name is null)
    and (deal_percent is not null) = (deal_kind is not distinct from 'percent')
    and (deal_price is not null) = (deal_kind is not distinct from 'price')
    and (deal_id is null or deal_name is not null));
create index order_lines_deal_id on order_lines (deal_id) where deal_id is not null;
comment on column order_lines.deal_kind is 'How the deal was reckoned: a percentage or a price holds for an increase of the line too, an amount does not.';
create trigger order_lines_deal_frozen before update of deal_id, deal_name, deal_kind, deal_percent, deal_price on order_lines
  for each row when ((old.deal_id, old.deal_name, old.deal_kind, old.deal_percent, old.deal_price)
    is distinct from (new.deal_id, new.deal_name, new.deal_kind, new.deal_percent, new.deal_price))
  execute function guard_confirmed_line();
