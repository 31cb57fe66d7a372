-- What an open exception says is not on the shelf is not free.

alter table stock_levels add column missing integer not null default 0 constraint stock_levels_missing check (missing >= 0);
update stock_levels s set missing = m.quantity
from (
  select e.variant_id, e.warehouse_id, sum(a.posted - a.difference)::integer as quantity
  from exceptions e join stock_adjustments a on a.id = e.stock_adjustment_id
  where e.kind = 'count_below_picked' and e.closed_at is null and a.posted > a.difference
    and not exists (
      select from stock_adjustments n
      where n.variant_id = e.variant_id and n.warehouse_id = e.warehouse_id and n.id > a.id and n.counted_quantity is not null)
  group by 1, 2) m
where s.variant_id = m.variant_id and s.warehouse_id = m.warehouse_id;
alter table stock_levels drop column available;
alter table stock_levels add column available integer not null generated always as (greatest(0, on_hand - allocated - missing)) stored;
comment on column stock_levels.missing is 'Units on record that a count did not find and that could not be posted because they were being picked: an open exception holds them.';
comment on column stock_levels.available is 'What may be allocated: on hand without what is allocated and what is missing.';
