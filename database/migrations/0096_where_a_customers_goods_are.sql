-- What a customer waits for and what is on its way to them is looked up whenever they call.
create index queue_lines_customer on queue_lines (customer_id) where open > 0;
create index fulfillments_under_way on fulfillments (customer_id) where delivered_at is null and voided_at is null;
