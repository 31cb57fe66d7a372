-- What the supplier confirmed, and lines that come in parts on days of their own.

alter table purchase_orders add column confirmed_on date;
alter table purchase_orders add column supplier_reference text check (btrim(supplier_reference) <> '');

create table purchase_order_deliveries (
  id bigint generated always as identity primary key,
  purchase_order_line_id bigint not null references purchase_order_lines (id),
  quantity integer not null check (quantity between 1 and 10000000),
  expected_on date not null
);
create index purchase_order_deliveries_line on purchase_order_deliveries (purchase_order_line_id, expected_on, id);
comment on table purchase_order_deliveries is 'Parts of what was still to come of a line when it was split, each with its day. What arrives is of the first of them.';

-- What is still to come, each part with its day. Goods that come are of the first part; what comes back to come, of the first as well.
create view arriving_parts as
  select l.id, l.purchase_order_id, l.variant_id, l.warehouse_id,
    coalesce(part.quantity, l.remaining) as quantity,
    case when part.id is null then l.expected_on else part.expected_on end as expected_on
  from purchase_order_lines l
  left join lateral (
    select d.id, d.expected_on,
      case when d.is_first then greatest(d.quantity, l.remaining - d.behind) else d.quantity end
        - greatest(0, d.behind + d.quantity - greatest(l.remaining, 0)) as quantity
    from (
      select d.id, d.quantity, d.expected_on,
        (sum(d.quantity) over (order by d.expected_on desc, d.id desc) - d.quantity)::integer as behind,
        row_number() over (order by d.expected_on, d.id) = 1 as is_first
      from purchase_order_deliveries d where d.purchase_order_line_id = l.id) d
    where d.behind < l.remaining) part on true
  where l.remaining > 0;
