-- When what was backordered left and arrived, and the first and the newest of its promises, stand where reports read them: the ledger and
-- every promise of a quarter took seconds to go through. They change with rows that are written anyway.

alter table backorder_lines add column left_at timestamptz, add column arrived_at timestamptz;
comment on column backorder_lines.left_at is 'When the last of it was shipped.';
comment on column backorder_lines.arrived_at is 'When the last of it was delivered, or left where no delivery is known.';
alter table backorders add column arrived_at timestamptz, add column first_promised_on date, add column last_promised_on date,
  add column slips integer not null default 0;
comment on column backorders.arrived_at is 'The latest of its lines.';
comment on column backorders.last_promised_on is 'The newest promise that named a day; promised_on is null where the newest named none.';
comment on column backorders.slips is 'How many promises named a later day than the one before.';

alter table backorder_lines disable trigger backorder_lines_open_changed;
update backorder_lines l set left_at = e.left_at, arrived_at = e.arrived_at
  from (
    select e.backorder_line_id, max(e.at) filter (where e.kind = 'shipped') as left_at,
      greatest(max(e.at) filter (where e.kind = 'shipped'), max(coalesce(d.delivered_at, e.at)) filter (where e.kind = 'delivered')) as arrived_at
    from demand_entries e
      left join deliveries d on e.cause_type = 'fulfillment' and d.fulfillment_id = e.cause_id and d.recorded_at = e.at
    where e.backorder_line_id is not null and e.quantity > 0 and e.kind in ('shipped', 'delivered') group by 1) e
  where l.id = e.backorder_line_id;
alter table backorder_lines enable trigger backorder_lines_open_changed;
update backorders b set arrived_at = l.arrived_at
  from (select backorder_id, max(arrived_at) as arrived_at from backorder_lines group by 1) l where l.backorder_id = b.id and l.arrived_at is not null;
update backorders b set first_promised_on = p.first, last_promised_on = p.last, slips = p.slips
  from (
    select backorder_id, max(slips) as slips, (array_agg(promised_on order by id) filter (where promised_on is not null))[1] as first,
      (array_agg(promised_on order by id desc) filter (where promised_on is not null))[1] as last
    from backorder_promises group by 1) p
  where p.backorder_id = b.id;

-- What of order lines was cancelled and why.
create index demand_entries_cancelled on demand_entries (order_line_id) include (backorder_line_id, quantity, reason, at) where kind = 'cancelled';
