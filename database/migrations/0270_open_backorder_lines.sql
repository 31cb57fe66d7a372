-- What waits is read by item from one narrow row for each open line: put together from backorders, their lines, the prices of order
-- lines and items, a million lines took seconds. Whole cents, as sums of them take half the time of sums of decimals.

create table open_backorder_lines (
  backorder_id bigint not null,
  backorder_line_id bigint not null,
  variant_id bigint not null,
  product_id bigint not null,
  supplier_id bigint,
  customer_id bigint not null,
  warehouse_id bigint not null,
  reason text,
  created_on date not null,
  promised_on date,
  quantity integer not null check (quantity > 0),
  cents bigint not null,
  primary key (backorder_id, backorder_line_id) include (variant_id, product_id, supplier_id, customer_id)
) with (fillfactor = 80);
comment on table open_backorder_lines is 'A projection: one row for each backorder line with something outstanding, what that is and what it is worth. Kept by triggers of backorder_lines, backorders and variants; reports alone read it.';

create function keep_open_backorder_lines() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from open_backorder_lines o using changed l join before w on w.id = l.id
    where o.backorder_id = l.backorder_id and o.backorder_line_id = l.id and l.outstanding = 0 and w.outstanding > 0;
    -- Most changes are of what is allocated and picked.
    if not exists (select from changed l join before w on w.id = l.id where l.outstanding > 0 and l.outstanding <> w.outstanding) then
      return null;
    end if;
  end if;
  insert into open_backorder_lines as o (backorder_id, backorder_line_id, variant_id, product_id, supplier_id, customer_id, warehouse_id,
    reason, created_on, promised_on, quantity, cents)
  select l.backorder_id, l.id, l.variant_id, v.product_id, v.supplier_id, b.customer_id, b.warehouse_id, b.reason, b.created_on, b.promised_on,
    l.outstanding, div(200 * ol.value * l.outstanding + ol.quantity, 2 * ol.quantity)
  from changed l join backorders b on b.id = l.backorder_id join order_lines ol on ol.id = l.order_line_id join variants v on v.id = l.variant_id
  where l.outstanding > 0
  on conflict (backorder_id, backorder_line_id) do update set quantity = excluded.quantity, cents = excluded.cents
    where o.quantity <> excluded.quantity;
  return null;
end $$;
create trigger backorder_lines_open_made after insert on backorder_lines referencing new table as changed
  for each statement execute function keep_open_backorder_lines();
create trigger backorder_lines_open_changed after update on backorder_lines referencing old table as before new table as changed
  for each statement execute function keep_open_backorder_lines();

create function date_open_backorder_lines() returns trigger language plpgsql as $$
begin
  update open_backorder_lines set promised_on = new.promised_on where backorder_id = new.id;
  return null;
end $$;
create trigger backorders_open_lines_dated after update of promised_on on backorders for each row
  when (old.promised_on is distinct from new.promised_on) execute function date_open_backorder_lines();

create function supply_open_backorder_lines() returns trigger language plpgsql as $$
begin
  update open_backorder_lines set supplier_id = new.supplier_id where product_id = new.product_id and variant_id = new.id;
  return null;
end $$;
create trigger variants_open_lines_supplied after update on variants for each row
  when (old.supplier_id is distinct from new.supplier_id) execute function supply_open_backorder_lines();

insert into open_backorder_lines (backorder_id, backorder_line_id, variant_id, product_id, supplier_id, customer_id, warehouse_id, reason,
  created_on, promised_on, quantity, cents)
select l.backorder_id, l.id, l.variant_id, v.product_id, v.supplier_id, b.customer_id, b.warehouse_id, b.reason, b.created_on, b.promised_on,
  l.outstanding, div(200 * ol.value * l.outstanding + ol.quantity, 2 * ol.quantity)
from backorder_lines l join backorders b on b.id = l.backorder_id join order_lines ol on ol.id = l.order_line_id join variants v on v.id = l.variant_id
where l.outstanding > 0 order by l.backorder_id, l.id;

create index open_backorder_lines_product on open_backorder_lines (product_id, customer_id) include (variant_id);

-- What was promised since a day.
create index backorder_promises_at on backorder_promises using brin (promised_at) with (pages_per_range = 32);
