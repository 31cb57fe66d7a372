-- What one customer waits for is read in the order of age, and not sorted first.

create index backorders_open_of_customer_by_age on backorders (customer_id, created_at, id)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');
drop index backorders_open_of_customer;
