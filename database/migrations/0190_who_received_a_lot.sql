-- Who received a lot: by the lot as it was read, in whatever case.
create index fulfillment_lines_lot on fulfillment_lines (upper(lot) collate "C", id) where lot is not null;

-- Whether a backorder line was filled, with what of it was lost, came back and is replaced.
create or replace view backorder_line_fulfillments as
select bl.id as backorder_line_id, b.id as backorder_id, b.number as backorder_number, bl.order_line_id, bl.variant_id,
  bl.quantity as backordered, bl.fulfilled, bl.outstanding,
  f.id as fulfillment_id, f.number as fulfillment_number, fl.leaving as shipped, f.shipped_at, f.delivered_at,
  f.received_by, s.carrier, s.tracking_number,
  fl.undelivered as lost, fl.returned, fl.leaving - fl.undelivered - fl.returned as kept,
  case when f.id is not null then f.status end as fulfillment_status, fl.lot, fl.id as fulfillment_line_id,
  replaced.quantity as replaced, replaced.backorder_numbers as replaced_by
from backorder_lines bl
join backorders b on b.id = bl.backorder_id
left join (fulfillment_lines fl
  join fulfillments f on f.id = fl.fulfillment_id and f.shipped_at is not null
  join shipments s on s.id = f.shipment_id) on fl.backorder_line_id = bl.id and fl.leaving > 0
left join lateral (
  select sum(ol.quantity)::integer as quantity, string_agg(rb.number, ', ' order by rb.id) as backorder_numbers
  from return_lines rl
  join order_lines ol on ol.return_line_id = rl.id
  join backorder_lines rbl on rbl.order_line_id = ol.id
  join backorders rb on rb.id = rbl.backorder_id
  where rl.fulfillment_line_id = fl.id) replaced on true;
comment on view backorder_line_fulfillments is 'The one right answer to "was this backorder line filled, by what and when": a row for each fulfillment that left with units of it. Joining fulfillment lines by order line instead also counts what filled the order before the backorder existed, what was lost, and what came back.';
comment on column backorder_line_fulfillments.lost is 'Of shipped, what did not reach the customer. It waits again, or was credited.';
comment on column backorder_line_fulfillments.returned is 'Of shipped, what arrived and came back. A return never reopens the backorder.';
comment on column backorder_line_fulfillments.kept is 'Shipped less lost and returned: with the customer once delivered_at is set.';
comment on column backorder_line_fulfillments.replaced is 'Of returned, what is sent again on the backorders of kind replacement in replaced_by; null for none.';
