-- The purchase-order line whose date decides when an open backorder line is covered: what breaks when it slips.
alter table backorder_line_outlooks add column purchase_order_line_id bigint;
create index backorder_line_outlooks_supply on backorder_line_outlooks (purchase_order_line_id, backorder_id) where purchase_order_line_id is not null;
