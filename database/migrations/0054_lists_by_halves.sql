-- A list of backorders is read in its order from an index alone. Every backorder is open or closed; each half has its own
-- indexes, which hold what filters test. What is closed is worth nothing and changes no more.

drop index backorders_facets, backorders_newest, backorders_status, backorders_by_value, backorders_by_promise,
  backorders_by_promise_falling, backorders_open_by_promise_falling, backorders_ready, backorder_lines_variant;
drop function backorder_facets;
alter table backorders drop column variant_ids;

create index backorders_ready on backorders (created_at, id) where is_ready;

-- What other tables know of a backorder is joined by its id.
create index backorder_lines_variant on backorder_lines (variant_id, backorder_id);
create index backorders_open_by_id on backorders (id)
  include (customer_id, warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, created_at, reviewed_at, value)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');

create index backorders_closed on backorders (created_at, id)
  include (customer_id, warehouse_id, status, on_hold, high_priority, reason, promised_on, created_on)
  where status in ('fulfilled', 'complete', 'cancelled');
create index backorders_closed_by_promise on backorders (coalesce(promised_on, 'infinity'), id)
  include (customer_id, warehouse_id, status, on_hold, high_priority, reason, promised_on, created_on, created_at)
  where status in ('fulfilled', 'complete', 'cancelled');
create index backorders_closed_by_value on backorders (value, id)
  include (customer_id, warehouse_id, status, on_hold, high_priority, reason, promised_on, created_on, created_at)
  where status in ('fulfilled', 'complete', 'cancelled');
