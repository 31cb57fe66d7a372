-- Reports of what waits read the index of what is open alone, not a million backorders.

create index backorders_open_with_lines on backorders (created_at, id)
  include (customer_id, warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, reviewed_at, value, outstanding, open_lines)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');
drop index backorders_open;
alter index backorders_open_with_lines rename to backorders_open;
