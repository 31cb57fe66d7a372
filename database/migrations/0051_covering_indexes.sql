-- A list is read in its order from an index alone: the indexes of the orders hold all that most filters test. None of these
-- columns changes where no index was written before.

drop index backorders_open;
create index backorders_open on backorders (created_at, id)
  include (customer_id, warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, reviewed_at, value)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');

drop index backorders_ready;
create index backorders_ready on backorders (created_at, id)
  include (customer_id, warehouse_id, status, on_hold, high_priority, reason, promised_on, created_on, reviewed_at, value)
  where is_ready;

drop index backorders_open_by_promise;
create index backorders_open_by_promise on backorders (coalesce(promised_on, 'infinity'), id)
  include (customer_id, warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, created_at, reviewed_at, value)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');

drop index backorders_open_by_promise_falling;
create index backorders_open_by_promise_falling on backorders (coalesce(promised_on, '-infinity'), id)
  include (customer_id, warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, created_at, reviewed_at, value)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');

drop index backorders_open_by_value;
create index backorders_open_by_value on backorders (value, id)
  include (customer_id, warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, created_at, reviewed_at)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');

drop index backorders_open_of_customer_by_age;
create index backorders_open_of_customer_by_age on backorders (customer_id, created_at, id)
  include (warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, reviewed_at, value)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');

drop index backorders_status;
create index backorders_status on backorders (status, created_at, id)
  include (customer_id, warehouse_id, is_ready, on_hold, high_priority, reason, promised_on, created_on, reviewed_at, value);

drop index backorder_outlooks_date_moved;
create index backorder_outlooks_date_moved on backorder_outlooks (backorder_id) include (is_at_risk) where date_moved;

-- What has nothing outstanding stands at the beginning of the order of value.
alter table backorders add constraint backorders_value_outstanding check (value = 0 or outstanding > 0);
