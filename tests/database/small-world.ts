import type { Database } from '#server/platform/database.ts';

/**
 * A small company in which everything adds up, written in plain SQL on a new database so that it owes nothing to the
 * use cases. Ids count from 1 in the order written here.
 *
 * The Anchor (customer 1, rep Rita) ordered 20 Pilsner and 10 Stout on order 1. 15 Pilsner left on fulfillment 1 and
 * are invoiced; 5 wait on backorder 1, allocated. 4 Stout were cancelled, 2 of them already picked: put-back task 1.
 * The Bell (customer 2, rep Sam) waits on order 2 for 10 Pilsner, all allocated, 4 picked on fulfillment 2; the pick of
 * fulfillment 3 was voided. Order 3 of the Anchor is a draft.
 */
export async function makeSmallWorld(database: Database): Promise<void> {
  await database.query(SMALL_WORLD);
}

const SMALL_WORLD = `
insert into users (name, email, role, created_at) values
  ('Rita', 'rita@hawkeye.example', 'sales_rep', '2026-01-02'),
  ('Sam', 'sam@hawkeye.example', 'sales_rep', '2026-01-02'),
  ('Walt', 'walt@hawkeye.example', 'warehouse', '2026-01-02');
insert into products (name, family, created_at) values ('House Beer', 'Beer', '2026-01-02');
insert into variants (product_id, sku, name, price, created_at) values
  (1, 'PILS', 'Pilsner', 2.5, '2026-01-02'), (1, 'STOUT', 'Stout', 3.3333, '2026-01-02');
insert into warehouses (code, name, created_at) values ('MAIN', 'Main', '2026-01-02'), ('NORTH', 'North', '2026-01-02');
insert into customers (account_number, name, email, sales_rep_id, created_at) values
  ('A-1', 'The Anchor', 'anchor@example.com', 1, '2026-01-02'), ('B-1', 'The Bell', 'bell@example.com', 2, '2026-01-02');
insert into customer_addresses (customer_id, label, address, is_default) values
  (1, 'Door', '{"line1": "1 Quay"}', true), (1, 'Cellar', '{"line1": "1 Quay, rear"}', false);
insert into suppliers (name, created_at) values ('Brewery', '2026-01-02');
insert into stock_levels (variant_id, warehouse_id) values (1, 1), (2, 1), (1, 2);

insert into purchase_orders (supplier_id, warehouse_id, ordered_on, created_at, created_by) values
  (1, 1, '2026-02-20', '2026-02-20T15:00Z', 'user:3 Walt'), (1, 1, '2026-02-25', '2026-02-25T15:00Z', 'user:3 Walt'),
  (1, 2, '2026-02-25', '2026-02-25T15:00Z', 'user:3 Walt');
insert into purchase_order_lines (purchase_order_id, warehouse_id, variant_id, position, quantity, received, expected_on) values
  (1, 1, 1, 1, 100, 60, '2026-03-20'), (1, 1, 2, 2, 20, 20, '2026-03-01'), (2, 1, 1, 1, 30, 0, '2026-03-25'), (3, 2, 1, 1, 10, 0, null);
insert into supply_date_changes (purchase_order_line_id, expected_on, at, actor) values (1, '2026-03-20', '2026-02-20T15:00Z', 'user:3 Walt');
insert into receipts (purchase_order_id, warehouse_id, received_at, received_by) values
  (1, 1, '2026-03-01T15:00Z', 'user:3 Walt'), (1, 1, '2026-03-03T15:00Z', 'user:3 Walt');
insert into receipt_lines (receipt_id, purchase_order_id, purchase_order_line_id, variant_id, warehouse_id, quantity) values
  (1, 1, 1, 1, 1, 15), (1, 1, 2, 2, 1, 20), (2, 1, 1, 1, 1, 45);
insert into stock_adjustments (variant_id, warehouse_id, difference, posted, reason, adjusted_at, adjusted_by) values
  (1, 2, 3, 3, 'found', '2026-03-01T15:00Z', 'user:3 Walt');

insert into orders (customer_id, warehouse_id, sales_rep_id, ordered_on, ship_policy, terms, currency, created_at, created_by) values
  (1, 1, 1, '2026-03-02', 'partial', 'net_30', 'USD', '2026-03-02T15:00Z', 'user:1 Rita'),
  (2, 1, 2, '2026-03-02', 'partial', 'net_30', 'USD', '2026-03-02T16:00Z', 'user:2 Sam'),
  (1, 1, 1, '2026-03-04', 'partial', 'net_30', 'USD', '2026-03-04T15:00Z', 'user:1 Rita');
insert into order_lines (order_id, variant_id, position, quantity, unit_price, deal_name, deal_amount, deal_kind) values
  (1, 1, 1, 20, 2.5, 'Spring', 5, 'amount'), (1, 2, 2, 10, 3.3333, null, 0, null), (2, 1, 1, 10, 2.5, null, 0, null), (3, 1, 1, 5, 2.5, null, 0, null);
update orders set confirmed_at = created_at where id in (1, 2);
update order_lines set filled = 15, delivered = 15, backordered = 5 where id = 1;
update order_lines set cancelled = 4 where id = 2;
update orders set ordered = 30, shipped = 15, delivered = 15, cancelled = 4, backordered = 5 where id = 1;
update orders set ordered = 10 where id = 2;
update orders set ordered = 5 where id = 3;

insert into backorders (order_id, customer_id, warehouse_id, sales_rep_id, ship_policy, terms, cause, created_on, created_at, created_by,
    quantity, allocated, value, open_lines) values
  (1, 1, 1, 1, 'partial', 'net_30', 'partial_fulfillment', '2026-03-02', '2026-03-02T18:00Z', 'user:3 Walt', 5, 5, 11.25, 1);
insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity) values (1, 1, 1, 1, 5);
insert into backorder_promises (backorder_id, promised_on, cause, promised_at, promised_by) values
  (1, '2026-03-20', 'creation', '2026-03-02T18:00Z', 'user:3 Walt');
update backorders set promised_on = '2026-03-20', first_promised_on = '2026-03-20', last_promised_on = '2026-03-20';

insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, backorder_id, backorder_line_id, customer_id,
    open, allocated, picked, priority_rank, tier_rank, queued_at) values
  (1, 1, 1, 1, null, null, 1, 0, 0, 0, 1, 1, '2026-03-02T15:00Z'), (2, 1, 1, 2, null, null, 1, 6, 6, 0, 1, 1, '2026-03-02T15:00Z'),
  (1, 1, 2, 3, null, null, 2, 10, 10, 4, 1, 1, '2026-03-02T16:00Z'), (1, 1, 1, 1, 1, 1, 1, 5, 5, 0, 1, 1, '2026-03-02T15:00Z');
insert into pins (purchase_order_line_id, queue_line_id, variant_id, warehouse_id, quantity) values (3, 4, 1, 1, 5);
insert into allocation_runs (warehouse_id, cause_type, cause_id, policy, policy_version, supply, inputs, decided_at, decided_by) values
  (1, 'confirmation', 1, 'priority', 1, '[]', '', '2026-03-02T15:00Z', 'user:1 Rita'),
  (1, 'receipt', 2, 'priority', 1, '[]', '', '2026-03-03T15:00Z', 'user:3 Walt');
insert into allocation_decisions (run_id, queue_line_id, claim, rank, waiting, quantity, outcome, reason, short) values
  (1, 1, 'ordinary', 1, 20, 15, 'partly', 'supply_used_up', 5), (1, 2, 'ordinary', 1, 10, 10, 'allocated', 'served', 0),
  (2, 4, 'ordinary', 1, 5, 5, 'allocated', 'served', 0), (2, 3, 'ordinary', 2, 10, 10, 'allocated', 'served', 0);
insert into allocations (variant_id, warehouse_id, queue_line_id, put_back_task_id, quantity, live, picked, run_id, moved_from_id, at) values
  (1, 1, 1, null, 15, 0, 0, 1, null, '2026-03-02T15:00Z'), (2, 1, 2, null, 10, 6, 0, 1, null, '2026-03-02T15:00Z'),
  (1, 1, 4, null, 5, 5, 0, 2, null, '2026-03-03T15:00Z'), (1, 1, 3, null, 10, 10, 4, 2, null, '2026-03-03T15:00Z');

insert into shipments (customer_id, warehouse_id, carrier, shipped_at, shipped_by, created_at, created_by) values
  (1, 1, 'Truck', '2026-03-02T18:00Z', 'user:3 Walt', '2026-03-02T18:00Z', 'user:3 Walt'),
  (2, 1, 'Truck', '2026-03-02T18:00Z', 'user:3 Walt', '2026-03-02T18:00Z', 'user:3 Walt');
insert into fulfillments (order_id, customer_id, warehouse_id, shipment_id, picked_at, picked_by, shipped_at, delivered_at, delivered_by,
    voided_at, voided_by, void_reason) values
  (1, 1, 1, 1, '2026-03-02T18:00Z', 'user:3 Walt', '2026-03-02T18:00Z', '2026-03-03T12:00Z', 'user:3 Walt', null, null, null),
  (2, 2, 1, null, '2026-03-03T16:00Z', 'user:3 Walt', null, null, null, null, null, null),
  (2, 2, 1, null, '2026-03-03T16:30Z', 'user:3 Walt', null, null, null, '2026-03-03T16:40Z', 'user:3 Walt', 'wrong pallet'),
  (1, 1, 1, null, '2026-03-03T16:50Z', 'user:3 Walt', null, null, null, '2026-03-03T17:00Z', 'user:1 Rita', 'cancelled');
insert into fulfillment_lines (fulfillment_id, order_id, order_line_id, queue_line_id, variant_id, warehouse_id, quantity, short, put_back) values
  (1, 1, 1, 1, 1, 1, 15, 5, 0), (2, 2, 3, 3, 1, 1, 4, 0, 0), (3, 2, 3, 3, 1, 1, 2, 0, 0), (4, 1, 2, 2, 2, 1, 2, 0, 2);
insert into put_back_tasks (variant_id, warehouse_id, order_line_id, fulfillment_line_id, quantity, created_at, created_by) values
  (2, 1, 2, 4, 2, '2026-03-03T17:00Z', 'user:1 Rita');
insert into allocations (variant_id, warehouse_id, put_back_task_id, quantity, live, run_id, moved_from_id, at) values
  (2, 1, 1, 2, 2, 1, 2, '2026-03-03T17:00Z');
insert into fulfillment_line_allocations (fulfillment_line_id, allocation_id, quantity) values (1, 1, 15), (2, 4, 4), (3, 4, 2), (4, 2, 2);
insert into short_picks (order_id, order_line_id, fulfillment_id, variant_id, warehouse_id, picked, short, phantom, recorded_at, recorded_by) values
  (1, 1, 1, 1, 1, 15, 5, 0, '2026-03-02T18:00Z', 'user:3 Walt');
insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, receipt_line_id, fulfillment_line_id, stock_adjustment_id, at, actor) values
  (1, 1, 'receipt', 15, null, 1, null, null, '2026-03-01T15:00Z', 'user:3 Walt'),
  (2, 1, 'receipt', 20, null, 2, null, null, '2026-03-01T15:00Z', 'user:3 Walt'),
  (1, 2, 'adjustment', 3, 'found', null, null, 1, '2026-03-01T15:00Z', 'user:3 Walt'),
  (1, 1, 'shipment', -15, null, null, 1, null, '2026-03-02T18:00Z', 'user:3 Walt'),
  (1, 1, 'receipt', 45, null, 3, null, null, '2026-03-03T15:00Z', 'user:3 Walt');
update stock_levels set allocated = 15 where variant_id = 1 and warehouse_id = 1;
update stock_levels set allocated = 8 where variant_id = 2 and warehouse_id = 1;
insert into invoices (fulfillment_id, order_id, customer_id, currency, amount, invoiced_on, created_at) values
  (1, 1, 1, 'USD', 33.75, '2026-03-02', '2026-03-02T18:00Z');
insert into invoice_lines (invoice_id, fulfillment_line_id, order_line_id, quantity, unit_price, amount) values (1, 1, 1, 15, 2.5, 33.75);

insert into cancellations (order_id, customer_id, reason, reason_text, cancelled_at, cancelled_by) values
  (1, 1, 'other', 'no longer needed', '2026-03-03T17:00Z', 'user:1 Rita');
insert into cancellation_lines (cancellation_id, order_line_id, quantity, value) values (1, 2, 4, 0);
insert into demand_entries (order_line_id, backorder_line_id, kind, quantity, reason, cause_type, cause_id, at, actor, cancellation_id) values
  (1, null, 'ordered', 20, null, 'order', 1, '2026-03-02T15:00Z', 'user:1 Rita', null),
  (2, null, 'ordered', 10, null, 'order', 1, '2026-03-02T15:00Z', 'user:1 Rita', null),
  (3, null, 'ordered', 10, null, 'order', 2, '2026-03-02T16:00Z', 'user:2 Sam', null),
  (1, null, 'picked', 15, null, 'fulfillment', 1, '2026-03-02T18:00Z', 'user:3 Walt', null),
  (1, 1, 'backordered', 5, null, 'backorder', 1, '2026-03-02T18:00Z', 'user:3 Walt', null),
  (1, null, 'shipped', 15, null, 'fulfillment', 1, '2026-03-02T18:00Z', 'user:3 Walt', null),
  (1, null, 'delivered', 15, null, 'fulfillment', 1, '2026-03-03T12:00Z', 'user:3 Walt', null),
  (3, null, 'picked', 4, null, 'fulfillment', 2, '2026-03-03T16:00Z', 'user:3 Walt', null),
  (3, null, 'picked', 2, null, 'fulfillment', 3, '2026-03-03T16:30Z', 'user:3 Walt', null),
  (3, null, 'picked', -2, null, 'fulfillment', 3, '2026-03-03T16:40Z', 'user:3 Walt', null),
  (2, null, 'picked', 2, null, 'fulfillment', 4, '2026-03-03T16:50Z', 'user:3 Walt', null),
  (2, null, 'picked', -2, null, 'put_back_task', 1, '2026-03-03T17:00Z', 'user:1 Rita', null),
  (2, null, 'cancelled', 4, 'no longer needed', 'order', 1, '2026-03-03T17:00Z', 'user:1 Rita', 1);
insert into audit_events (at, actor, action, record_type, record_id, order_id, changes) values
  ('2026-03-02T15:00Z', 'user:1 Rita', 'order.confirm', 'order', 1, 1, '{}'),
  ('2026-03-02T16:00Z', 'user:2 Sam', 'order.confirm', 'order', 2, 2, '{}'),
  ('2026-03-02T18:00Z', 'user:3 Walt', 'fulfillment.record', 'fulfillment', 1, 1, '{"picked": 15, "short": 5}'),
  ('2026-03-02T18:00Z', 'user:3 Walt', 'backorder.create', 'backorder', 1, 1, '{"quantity": 5}');
insert into communications (order_id, backorder_id, at, method, direction, text, next_follow_up_on, recorded_at, recorded_by) values
  (1, 1, '2026-03-03T18:00Z', 'phone', 'outbound', 'Five are missing.', '2026-03-09', '2026-03-03T18:05Z', 'user:1 Rita');
insert into notes (order_id, backorder_id, text, at, actor) values (1, 1, 'Gate code 12', '2026-03-03T18:06Z', 'user:1 Rita');
insert into follow_ups (order_id, backorder_id, assigned_to_id, cause, communication_id, due_on, created_at, created_by) values
  (1, 1, 1, 'communication', 1, '2026-03-09', '2026-03-03T18:05Z', 'user:1 Rita');
`;
