import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#server/platform/database.ts';
import { makeSmallWorld } from '#tests/database/small-world.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';

let test: { database: Database; drop(): Promise<void> };
beforeAll(async () => {
  test = await createTestDatabase();
  await makeSmallWorld(test.database);
});
afterAll(() => test.drop());

const CHECK = '23514';
const UNIQUE = '23505';
const FOREIGN_KEY = '23503';
const RESTRICT = '23001';
const NOT_NULL = '23502';

/**
 * What nobody can write, however it is tried: the rule, the statement, and what refuses it. In `{wrong|right}` the first
 * is refused and the second, in the same statement, accepted; a statement without braces is refused for what it does.
 */
type WrongWrite = [rule: string, sql: string, code: string, constraint?: string];

// biome-ignore format: one case a line
const STOCK: WrongWrite[] = [
  ['stock reserved is never more than stock on hand', `update stock_levels set allocated = {46|45} where variant_id = 1 and warehouse_id = 1`, CHECK, 'stock_levels_allocated_on_hand'],
  ['reserved stock is never negative', `update stock_levels set allocated = {-1|0} where variant_id = 1 and warehouse_id = 2`, CHECK, 'stock_levels_allocated_check'],
  ['on hand is never negative', `insert into stock_adjustments (variant_id, warehouse_id, difference, posted, reason, adjusted_at, adjusted_by) values (1, 2, -9, -9, 'count', now(), 'x'); insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, stock_adjustment_id, at, actor) values (1, 2, 'adjustment', {-4|-3}, 'count', (select max(id) from stock_adjustments), now(), 'x')`, CHECK, 'stock_levels_allocated_on_hand'],
  ['stock that is reserved does not leave', `insert into stock_adjustments (variant_id, warehouse_id, difference, posted, reason, adjusted_at, adjusted_by) values (1, 1, -40, -40, 'count', now(), 'x'); insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, stock_adjustment_id, at, actor) values (1, 1, 'adjustment', {-31|-30}, 'count', (select max(id) from stock_adjustments), now(), 'x')`, CHECK, 'stock_levels_allocated_on_hand'],
  ['on hand changes only by a movement', `update stock_levels set on_hand = {46|45} where variant_id = 1 and warehouse_id = 1`, RESTRICT],
  ['stock begins with none on hand', `insert into stock_levels (variant_id, warehouse_id, on_hand) values (2, 2, {1|0})`, RESTRICT],
  ['a movement is never edited', `update stock_movements set quantity = 14 where id = 1`, RESTRICT],
  ['a movement is never deleted', `delete from stock_movements where id = 1`, RESTRICT],
  ['the ledger of movements is never emptied', `truncate stock_movements`, RESTRICT],
  ['a movement moves something', `insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, at, actor) values (1, 1, 'transfer', {0|1}, 'back', now(), 'x')`, CHECK, 'stock_movements_quantity_check'],
  ['a receipt has its document', `insert into receipts (purchase_order_id, warehouse_id, received_at, received_by) values (1, 1, now(), 'x'); insert into receipt_lines (receipt_id, purchase_order_id, purchase_order_line_id, variant_id, warehouse_id, quantity) values ((select max(id) from receipts), 1, 1, 1, 1, 5); insert into stock_movements (variant_id, warehouse_id, kind, quantity, receipt_line_id, at, actor) values (1, 1, 'receipt', 5, {null|(select max(id) from receipt_lines)}, now(), 'x')`, CHECK, 'stock_movements_document'],
  ['a shipment takes stock away', `insert into stock_movements (variant_id, warehouse_id, kind, quantity, fulfillment_line_id, at, actor) values (1, 1, 'shipment', {4|-4}, 2, now(), 'x')`, CHECK, 'stock_movements_document'],
  ['an adjustment has a count or a short pick behind it', `insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, stock_adjustment_id, at, actor) values (1, 2, 'adjustment', 1, 'count', {null|1}, now(), 'x')`, CHECK, 'stock_movements_document'],
  ['a movement has one document', `insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, receipt_line_id, fulfillment_line_id, at, actor) values (1, 1, 'shipment', -4, null, {1|null}, 2, now(), 'x')`, CHECK, 'stock_movements_document'],
  ['a transfer has no document of another movement', `insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, receipt_line_id, fulfillment_line_id, at, actor) values (1, 1, 'transfer', 1, 'back', null, {1|null}, now(), 'x')`, CHECK, 'stock_movements_document'],
  ['a reversal names what it reverses', `insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, reverses_id, at, actor) values (1, 1, 'reversal', -1, 'typo', {null|5}, now(), 'x')`, CHECK, 'stock_movements_document'],
  ['a movement is reversed once', `insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, reverses_id, at, actor) values (1, 1, 'reversal', -15, 'typo', 1, now(), 'x'), (1, 1, 'reversal', -15, 'typo', {1|5}, now(), 'x')`, UNIQUE, 'stock_movements_reversed_once'],
  ['a receipt line is received once', `insert into stock_movements (variant_id, warehouse_id, kind, quantity, receipt_line_id, at, actor) values (1, 1, 'receipt', 15, 1, now(), 'x')`, UNIQUE, 'stock_movements_received_once'],
  ['a fulfillment line ships once', `insert into stock_movements (variant_id, warehouse_id, kind, quantity, fulfillment_line_id, at, actor) values (1, 1, 'shipment', -15, {1|2}, now(), 'x')`, UNIQUE, 'stock_movements_shipped_once'],
  ['a movement moves the variant of its receipt', `insert into receipts (purchase_order_id, warehouse_id, received_at, received_by) values (1, 1, now(), 'x'); insert into receipt_lines (receipt_id, purchase_order_id, purchase_order_line_id, variant_id, warehouse_id, quantity) values ((select max(id) from receipts), 1, 1, 1, 1, 5); insert into stock_movements (variant_id, warehouse_id, kind, quantity, receipt_line_id, at, actor) values ({2|1}, 1, 'receipt', 5, (select max(id) from receipt_lines), now(), 'x')`, FOREIGN_KEY, 'stock_movements_receipt_line_id_variant_id_warehouse_id_fkey'],
  ['a movement moves the variant of its fulfillment', `insert into stock_movements (variant_id, warehouse_id, kind, quantity, fulfillment_line_id, at, actor) values ({2|1}, 1, 'shipment', -4, 2, now(), 'x')`, FOREIGN_KEY, 'stock_movements_fulfillment_line_id_variant_id_warehouse_i_fkey'],
  ['a movement is made in the warehouse of its count', `insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, stock_adjustment_id, at, actor) values (1, {1|2}, 'adjustment', 1, 'count', 1, now(), 'x')`, FOREIGN_KEY, 'stock_movements_stock_adjustment_id_variant_id_warehouse_i_fkey'],
  ['no more is posted than was counted', `update stock_adjustments set posted = {4|3}`, CHECK, 'stock_adjustments_posted_part'],
  ['what is posted goes the way of what was counted', `update stock_adjustments set posted = {-3|3}`, CHECK, 'stock_adjustments_posted_part'],
  ['a bin stands on the count list once', `insert into count_requests (variant_id, warehouse_id, reason, requested_at, requested_by) values (1, 1, 'short pick', now(), 'x'), (1, {1|2}, 'short pick', now(), 'x')`, UNIQUE, 'count_requests_one_open'],
];

// biome-ignore format: one case a line
const DEMAND: WrongWrite[] = [
  ['a line asks for at least one', `insert into order_lines (order_id, variant_id, position, quantity, unit_price) values (3, 2, 2, {0|1}, 1)`, CHECK, 'order_lines_quantity_check'],
  ['a line asks for at most ten million', `insert into order_lines (order_id, variant_id, position, quantity, unit_price) values (3, 2, 2, {10000001|10000000}, 1)`, CHECK, 'order_lines_quantity_check'],
  ['nobody orders part of a bottle', `insert into order_lines (order_id, variant_id, position, quantity, unit_price) values (3, 2, 2, '{1.5|1}', 1)`, '22P02'],
  ['a quantity can be counted', `insert into order_lines (order_id, variant_id, position, quantity, unit_price) values (3, 2, 2, {3000000000|3}, 1)`, '22003'],
  ['a price is never negative', `insert into order_lines (order_id, variant_id, position, quantity, unit_price) values (3, 2, 2, 1, {-0.01|0})`, CHECK, 'order_lines_unit_price_check'],
  ['a price is a number', `insert into order_lines (order_id, variant_id, position, quantity, unit_price) values (3, 2, 2, 1, {'NaN'|1})`, CHECK, 'order_lines_unit_price_check'],
  ['a price of the catalog is never negative', `update variants set price = {-1|0} where id = 1`, CHECK, 'variants_price_check'],
  ['a price of the catalog is a number', `update variants set price = {'NaN'|1} where id = 1`, CHECK, 'variants_price_check'],
  ['a deal never takes off more than the line is worth', `update order_lines set deal_amount = {12.51|12.50} where id = 4`, CHECK, 'order_lines_value_check'],
  ['what a deal takes off is a number', `update order_lines set deal_amount = {'NaN'|1} where id = 4`, CHECK, 'order_lines_deal_amount_check'],
  ['two lines of an order never share a position', `insert into order_lines (order_id, variant_id, position, quantity, unit_price) values (3, 2, {1|2}, 1, 1)`, UNIQUE, 'order_lines_order_id_position_key'],
  ['a line asks for more of a line of its own order', `insert into order_lines (order_id, variant_id, position, quantity, unit_price, increase_of_id) values (3, 1, 2, 1, 1, {1|4})`, FOREIGN_KEY, 'order_lines_increase_of_id_order_id_variant_id_fkey'],
  ['a line asks for more of the same variant', `insert into order_lines (order_id, variant_id, position, quantity, unit_price, increase_of_id) values (3, {2|1}, 2, 1, 1, 4)`, FOREIGN_KEY, 'order_lines_increase_of_id_order_id_variant_id_fkey'],
  ['filled, backordered and cancelled are never more than ordered', `update order_lines set cancelled = {1|0} where id = 1`, CHECK, 'order_lines_never_overfilled'],
  ['delivered is never more than filled', `update order_lines set delivered = {16|15} where id = 1`, CHECK, 'order_lines_delivered_filled'],
  ['a confirmed line keeps its price', `update order_lines set unit_price = {2.4|2.5} where id = 1`, RESTRICT],
  ['a confirmed line keeps its quantity', `update order_lines set quantity = 21 where id = {1|4}`, RESTRICT],
  ['a confirmed line keeps its variant', `update order_lines set variant_id = 2 where id = {3|4}`, RESTRICT],
  ['a confirmed line keeps its deal', `update order_lines set deal_amount = 1 where id = {1|4}`, RESTRICT],
  ['a confirmed line stays on its order', `update order_lines set order_id = 2, position = 9 where id = {2|4}`, RESTRICT],
  ['a confirmed line is cancelled, never deleted', `delete from order_lines where id = {3|4}`, RESTRICT],
  ['a confirmed order stays confirmed', `update orders set confirmed_at = null where id = {2|3}`, RESTRICT],
  ['an order is confirmed once', `update orders set confirmed_at = '2026-03-05' where id = {2|3}`, RESTRICT],
  ['a confirmed order keeps its customer', `update orders set customer_id = 2 where id = {1|3}`, RESTRICT],
  ['a confirmed order keeps its warehouse', `update orders set warehouse_id = 2 where id = {1|3}`, RESTRICT],
  ['a confirmed order keeps its currency', `update orders set currency = 'EUR' where id = {1|3}`, RESTRICT],
  ['a cancelled order stays cancelled', `update orders set cancelled_at = '2026-03-05' where id = 3; update orders set cancelled_at = {null|'2026-03-05'} where id = 3`, RESTRICT],
  ['a confirmed order is cancelled, never deleted', `delete from order_lines where order_id = 3; delete from orders where id = {2|3}`, RESTRICT],
  ['an order ships no more than was ordered', `update orders set cancelled = {16|15} where id = 1`, CHECK, 'orders_within_ordered'],
  ['an order delivers no more than has shipped', `update orders set delivered = {16|15} where id = 1`, CHECK, 'orders_delivered_shipped'],
  ['an order number is given once', `update orders set number = {'SO-1001'|'SO-2001'} where id = 2`, UNIQUE, 'orders_number_key'],
  ['the demand ledger is never edited', `update demand_entries set quantity = 1`, RESTRICT],
  ['nothing is deleted from the demand ledger', `delete from demand_entries`, RESTRICT],
  ['only a pick, and a delivery with its reason, is ever taken back in the demand ledger', `insert into demand_entries (order_line_id, kind, quantity, cause_type, cause_id, at, actor) values (3, {'shipped'|'picked'}, -1, 'fulfillment', 2, now(), 'x')`, CHECK, 'demand_entries_grows'],
  ['a cancellation has its reason', `insert into demand_entries (order_line_id, kind, quantity, reason, cause_type, cause_id, at, actor, cancellation_id) values (3, 'cancelled', 1, {null|'closed'}, 'order', 2, now(), 'x', 1)`, CHECK, 'demand_entries_check'],
  ['what is cancelled is on the record of a cancellation', `insert into demand_entries (order_line_id, kind, quantity, reason, cause_type, cause_id, at, actor, cancellation_id) values (3, 'cancelled', 1, 'closed', 'order', 2, now(), 'x', {null|1})`, CHECK, 'demand_entries_cancelled_on_record'],
  ['a cancellation for another reason says which', `insert into cancellations (order_id, customer_id, reason, reason_text, cancelled_at, cancelled_by) values (1, 1, 'other', {null|'flood'}, now(), 'x')`, CHECK, 'cancellations_other_says_what'],
  ['a cancellation stays as it was recorded', `update cancellations set notes = 'x'`, RESTRICT],
  ['what was cancelled of a line stays', `delete from cancellation_lines`, RESTRICT],
  ['a deal has the figures of its kind', `insert into deals (name, kind, percent, amount, created_at) values ('x', 'percent', {null|5}, null, now())`, CHECK, 'deals_terms'],
  ['a deal ends after it begins', `insert into deals (name, kind, percent, valid_from, valid_to, created_at) values ('x', 'percent', 5, '2026-02-02', {'2026-02-01'|'2026-02-02'}, now())`, CHECK, 'deals_days'],
  ['an increase raises a line that is no increase itself', `with raised as (insert into order_lines (order_id, variant_id, position, quantity, unit_price, increase_of_id) values (1, 1, 8, 1, 2.5, 1) returning id) insert into order_lines (order_id, variant_id, position, quantity, unit_price, increase_of_id) select 1, 1, 9, 1, 2.5, {id|1} from raised`, CHECK, 'order_lines_increase_of_line'],
  ['what happens to a backorder line counts on its own order line', `insert into demand_entries (order_line_id, backorder_line_id, kind, quantity, cause_type, cause_id, at, actor) values ({3|1}, 1, 'picked', 1, 'fulfillment', 2, now(), 'x')`, FOREIGN_KEY, 'demand_entries_backorder_line_id_order_line_id_fkey'],
];

const BACKORDER =
  'insert into backorders (order_id, customer_id, warehouse_id, ship_policy, terms, cause, created_on, created_at, created_by)';

// biome-ignore format: one case a line
const BACKORDERS: WrongWrite[] = [
  ['a backorder belongs to the customer of its order', `${BACKORDER} values (1, {2|1}, 1, 'partial', 'net_30', 'manual', '2026-03-02', now(), 'x')`, FOREIGN_KEY, 'backorders_order_id_customer_id_warehouse_id_fkey'],
  ['a backorder ships from the warehouse of its order', `${BACKORDER} values (1, 1, {2|1}, 'partial', 'net_30', 'manual', '2026-03-02', now(), 'x')`, FOREIGN_KEY, 'backorders_order_id_customer_id_warehouse_id_fkey'],
  ['a line of a backorder is a line of its order', `${BACKORDER} values (1, 1, 1, 'partial', 'net_30', 'manual', '2026-03-02', now(), 'x'); insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity) values ((select max(id) from backorders), 1, {3|1}, 1, 1)`, FOREIGN_KEY, 'backorder_lines_order_line_id_order_id_variant_id_fkey'],
  ['a backorder line waits for the variant of its order line', `${BACKORDER} values (1, 1, 1, 'partial', 'net_30', 'manual', '2026-03-02', now(), 'x'); insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity) values ((select max(id) from backorders), 1, 1, {2|1}, 1)`, FOREIGN_KEY, 'backorder_lines_order_line_id_order_id_variant_id_fkey'],
  ['a line of another order is not put on a backorder', `insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity) values (1, {2|1}, {3|2}, {1|2}, 1)`, FOREIGN_KEY, 'backorder_lines_backorder_id_order_id_fkey'],
  ['a backorder has one line for an order line', `insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity) values (1, 1, {1|2}, {1|2}, 1)`, UNIQUE, 'backorder_lines_backorder_id_order_line_id_key'],
  ['a backorder line waits for something', `insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity) values (1, 1, 2, 2, {0|1})`, CHECK, 'backorder_lines_quantity_check'],
  ['fulfilled, cancelled and substituted are never more than the backorder line', `update backorder_lines set fulfilled = 3, cancelled = {2|1}, substituted = 1`, CHECK, 'backorder_lines_sums'],
  ['a backorder line delivers no more than it fulfilled', `update backorder_lines set fulfilled = 2, delivered = {3|2}`, CHECK, 'backorder_lines_delivered_fulfilled'],
  ['fulfilled, cancelled and substituted are never more than the backorder', `update backorders set allocated = 0, value = 0, fulfilled = 3, cancelled = {2|1}, substituted = 1`, CHECK, 'backorders_allocated_outstanding'],
  ['a backorder holds no more than is outstanding', `update backorders set cancelled = {1|0}`, CHECK, 'backorders_allocated_outstanding'],
  ['a backorder delivers no more than it fulfilled', `update backorders set allocated = 0, fulfilled = 2, delivered = {3|2}`, CHECK, 'backorders_delivered_fulfilled'],
  ['a backorder is never worth less than nothing', `update backorders set value = {-0.01|0}`, CHECK, 'backorders_value_check'],
  ['a backorder with nothing outstanding is worth nothing', `update backorders set allocated = 0, fulfilled = quantity, value = {0.01|0}`, CHECK, 'backorders_value_outstanding'],
  ['what a backorder is worth is a number', `update backorders set value = {'NaN'|0}`, CHECK, 'backorders_value_check'],
  ['a promise that was made is never rewritten', `update backorder_promises set promised_on = '2026-04-01'`, RESTRICT],
  ['a promise that was made is never forgotten', `delete from backorder_promises`, RESTRICT],
];

const QUEUE_LINE =
  'insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, backorder_id, backorder_line_id, customer_id, open, priority_rank, tier_rank, queued_at)';

// biome-ignore format: one case a line
const QUEUE: WrongWrite[] = [
  ['a line holds no more than it asks for', `update queue_lines set open = {4|5} where id = 4`, CHECK, 'queue_lines_allocated_open'],
  ['no more is picked than is reserved', `update queue_lines set picked = {11|10} where id = 3`, CHECK, 'queue_lines_picked_allocated'],
  ['no more is picked of an allocation than still stands', `update allocations set picked = {11|10} where id = 4`, CHECK, 'allocations_picked_live'],
  ['no more stands of an allocation than was given', `update allocations set live = {6|5} where id = 3`, CHECK, 'allocations_live'],
  ['an allocation belongs to a line of the queue or to a put-back task, not to both', `insert into allocations (variant_id, warehouse_id, queue_line_id, put_back_task_id, quantity, live, run_id, at) values (2, 1, 2, {1|null}, 1, 1, 1, now())`, CHECK, 'allocations_one_owner'],
  ['an allocation belongs to somebody', `insert into allocations (variant_id, warehouse_id, queue_line_id, quantity, live, run_id, at) values (2, 1, {null|2}, 1, 1, 1, now())`, CHECK, 'allocations_one_owner'],
  ['an allocation comes from a run or from another allocation', `insert into allocations (variant_id, warehouse_id, queue_line_id, quantity, live, run_id, at) values (2, 1, 2, 1, 1, {null|1}, now())`, CHECK, 'allocations_source'],
  ['an allocation reserves the variant its line waits for', `insert into allocations (variant_id, warehouse_id, queue_line_id, quantity, live, run_id, at) values ({1|2}, 1, 2, 1, 1, 1, now())`, FOREIGN_KEY, 'allocations_queue_line_id_variant_id_warehouse_id_fkey'],
  ['an allocation reserves stock where its line waits', `insert into allocations (variant_id, warehouse_id, queue_line_id, quantity, live, run_id, at) values (1, {2|1}, 3, 1, 1, 1, now())`, FOREIGN_KEY, 'allocations_queue_line_id_variant_id_warehouse_id_fkey'],
  ['a put-back task keeps the variant that goes back', `insert into allocations (variant_id, warehouse_id, put_back_task_id, quantity, live, run_id, at) values ({1|2}, 1, 1, 1, 1, 1, now())`, FOREIGN_KEY, 'allocations_put_back_task_id_variant_id_warehouse_id_fkey'],
  ['an allocation reserves at least one', `insert into allocations (variant_id, warehouse_id, queue_line_id, quantity, live, run_id, at) values (2, 1, 2, {0|1}, 0, 1, now())`, CHECK, 'allocations_quantity_check'],
  ['how much was reserved is never rewritten', `update allocations set quantity = 16 where id = 1`, RESTRICT],
  ['which stock was reserved is never rewritten', `update allocations set variant_id = 1, warehouse_id = 1 where id = 1`, RESTRICT],
  ['for which line stock was reserved is never rewritten', `update allocations set queue_line_id = 4 where id = 4`, RESTRICT],
  ['a reservation of a put-back task stays its own', `update allocations set put_back_task_id = 1 where id = 5`, RESTRICT],
  ['which run reserved stock is never rewritten', `update allocations set run_id = 2 where id = 1`, RESTRICT],
  ['what a reservation was moved from is never rewritten', `update allocations set moved_from_id = null where id = 5`, RESTRICT],
  ['an order line stands in the queue once', `${QUEUE_LINE} values (1, 1, {1|3}, {1|4}, null, null, 1, 1, 1, 1, now())`, UNIQUE, 'queue_lines_order_line'],
  ['a backorder line stands in the queue once', `${QUEUE_LINE} values (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, now())`, UNIQUE, 'queue_lines_backorder_line'],
  ['a line waits for the variant that was ordered', `${QUEUE_LINE} values ({2|1}, 1, 3, 4, null, null, 1, 1, 1, 1, now())`, FOREIGN_KEY, 'queue_lines_order_line_id_order_id_variant_id_fkey'],
  ['a line waits for the customer of its order', `${QUEUE_LINE} values (1, 1, 3, 4, null, null, {2|1}, 1, 1, 1, now())`, FOREIGN_KEY, 'queue_lines_order_id_customer_id_warehouse_id_fkey'],
  ['a line waits in the warehouse of its order', `${QUEUE_LINE} values (1, {2|1}, 3, 4, null, null, 1, 1, 1, 1, now())`, FOREIGN_KEY, 'queue_lines_order_id_customer_id_warehouse_id_fkey'],
  ['a line waits with the backorder of its own order line', `${BACKORDER} values (1, 1, 1, 'partial', 'net_30', 'manual', '2026-03-02', now(), 'x'); insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity) values ((select max(id) from backorders), 1, 2, 2, 1); update queue_lines set backorder_id = (select max(id) from backorders), backorder_line_id = (select max(id) from backorder_lines) where id = {1|2}`, FOREIGN_KEY, 'queue_lines_backorder_line_id_order_line_id_fkey'],
  ['a line of a backorder waits with that backorder', `${BACKORDER} values (1, 1, 1, 'partial', 'net_30', 'manual', '2026-03-02', now(), 'x'); update queue_lines set backorder_id = {(select max(id) from backorders)|1} where id = 4`, FOREIGN_KEY, 'queue_lines_backorder_line_id_backorder_id_fkey'],
  ['a line of a backorder names its backorder', `update queue_lines set backorder_id = {null|1} where id = 4`, CHECK, 'queue_lines_owner'],
  ['a run decides once about a claim', `insert into allocation_decisions (run_id, queue_line_id, claim, rank, waiting, quantity, outcome, reason) values (1, {1|3}, 'ordinary', 1, 1, 1, 'allocated', 'served')`, UNIQUE, 'allocation_decisions_queue_line_id_run_id_claim_purchase_or_key'],
  ['a pinned claim names the purchase-order line it was served from', `insert into allocation_decisions (run_id, queue_line_id, claim, purchase_order_line_id, rank, waiting, quantity, outcome, reason) values (1, 3, 'pinned', {null|3}, 1, 1, 1, 'allocated', 'served')`, CHECK, 'allocation_decisions_check'],
  ['why a line got stock is never rewritten', `update allocation_decisions set reason = 'a favour'`, RESTRICT],
  ['why a line got stock is never forgotten', `delete from allocation_decisions`, RESTRICT],
  ['a run is never rewritten', `update allocation_runs set policy = 'fifo'`, RESTRICT],
  ['a run is never forgotten', `delete from allocation_runs`, RESTRICT],
  ['a pin waits for the variant of its purchase-order line', `insert into pins (purchase_order_line_id, queue_line_id, variant_id, warehouse_id, quantity) values (3, {2|3}, {2|1}, 1, 1)`, FOREIGN_KEY, 'pins_purchase_order_line_id_variant_id_warehouse_id_fkey'],
  ['a pin is for a line that waits for its variant', `insert into pins (purchase_order_line_id, queue_line_id, variant_id, warehouse_id, quantity) values (3, {2|3}, 1, 1, 1)`, FOREIGN_KEY, 'pins_queue_line_id_variant_id_warehouse_id_fkey'],
  ['a pin serves no more than was bought', `update pins set served = {6|5}`, CHECK, 'pins_check'],
  ['a put-back task that is done was done by somebody', `update put_back_tasks set done_at = now(), done_by = {null|'x'}`, CHECK, 'put_back_tasks_check'],
  ['a put-back task puts back for the order line that was picked', `insert into put_back_tasks (variant_id, warehouse_id, order_line_id, fulfillment_line_id, quantity, created_at, created_by) values (2, 1, {1|2}, 4, 1, now(), 'x')`, FOREIGN_KEY, 'put_back_tasks_fulfillment_line_id_order_line_id_fkey'],
];

// biome-ignore format: one case a line
const PURCHASING: WrongWrite[] = [
  ['a purchase-order line buys at least one', `update purchase_order_lines set quantity = {0|1}, received = 0 where id = 1`, CHECK, 'purchase_order_lines_quantity_check'],
  ['nothing negative is received', `update purchase_order_lines set received = {-1|0} where id = 1`, CHECK, 'purchase_order_lines_received_check'],
  ['a receipt brings the variant that was bought', `insert into receipt_lines (receipt_id, purchase_order_id, purchase_order_line_id, variant_id, warehouse_id, quantity) values (2, 1, 2, {1|2}, 1, 1)`, FOREIGN_KEY, 'receipt_lines_purchase_order_line_id_variant_id_warehouse__fkey'],
  ['a receipt names a purchase-order line once', `insert into receipt_lines (receipt_id, purchase_order_id, purchase_order_line_id, variant_id, warehouse_id, quantity) values ({1|2}, 1, 2, 2, 1, 1)`, UNIQUE, 'receipt_lines_receipt_id_purchase_order_line_id_key'],
  ['a receipt arrives in the warehouse of its purchase order', `insert into receipts (purchase_order_id, warehouse_id, received_at, received_by) values (1, {2|1}, now(), 'x')`, FOREIGN_KEY, 'receipts_purchase_order_id_warehouse_id_fkey'],
  ['a receipt line arrives in the warehouse of its receipt', `insert into receipt_lines (receipt_id, purchase_order_id, purchase_order_line_id, variant_id, warehouse_id, quantity) values (2, {3|1}, {4|2}, {1|2}, {2|1}, 1)`, FOREIGN_KEY, 'receipt_lines_receipt_id_warehouse_id_fkey'],
  ['a receipt line is of the purchase order of its receipt', `insert into receipt_lines (receipt_id, purchase_order_id, purchase_order_line_id, variant_id, warehouse_id, quantity) values (2, {2|1}, {3|2}, {1|2}, 1, 1)`, FOREIGN_KEY, 'receipt_lines_receipt_id_purchase_order_id_fkey'],
  ['a receipt line brings a line of its purchase order', `insert into receipt_lines (receipt_id, purchase_order_id, purchase_order_line_id, variant_id, warehouse_id, quantity) values (2, 1, {3|2}, {1|2}, 1, 1)`, FOREIGN_KEY, 'receipt_lines_purchase_order_line_id_purchase_order_id_fkey'],
  ['a receipt is never rewritten', `update receipts set received_at = now()`, RESTRICT],
  ['a receipt is never deleted', `delete from receipts`, RESTRICT],
  ['what arrived is never rewritten', `update receipt_lines set quantity = 16 where id = 1`, RESTRICT],
  ['when supply was expected is never rewritten', `update supply_date_changes set expected_on = '2026-04-01'`, RESTRICT],
];

const FULFILLMENT_LINE =
  'insert into fulfillment_lines (fulfillment_id, order_id, order_line_id, backorder_line_id, queue_line_id, variant_id, warehouse_id, quantity, short)';

// biome-ignore format: one case a line
const FULFILLMENT: WrongWrite[] = [
  ['a fulfillment fills a backorder of its own order', `insert into fulfillments (order_id, backorder_id, customer_id, warehouse_id, picked_at, picked_by) values ({2|1}, 1, {2|1}, 1, now(), 'x')`, FOREIGN_KEY, 'fulfillments_backorder_id_order_id_fkey'],
  ['a fulfillment goes to the customer of its order', `insert into fulfillments (order_id, customer_id, warehouse_id, picked_at, picked_by) values (1, {2|1}, 1, now(), 'x')`, FOREIGN_KEY, 'fulfillments_order_id_customer_id_warehouse_id_fkey'],
  ['a fulfillment leaves on a shipment to its own customer', `update fulfillments set shipped_at = now(), shipment_id = {1|2} where id = 2`, FOREIGN_KEY, 'fulfillments_shipment_id_customer_id_fkey'],
  ['what has shipped is on a shipment', `update fulfillments set shipped_at = now(), shipment_id = {null|2} where id = 2`, CHECK, 'fulfillments_shipped_in_shipment'],
  ['nothing is delivered that has not shipped', `update fulfillments set {|shipped_at = '2026-03-02T17:00Z', shipment_id = 2, }delivered_at = '2026-03-02T18:00Z', delivered_by = 'x' where id = 2`, CHECK, 'fulfillments_delivered_after_shipped'],
  ['nothing is delivered before it ships', `update fulfillments set shipped_at = '2026-03-02T18:00Z', shipment_id = 2, delivered_at = '2026-03-02T{17:59|18:00}Z', delivered_by = 'x' where id = 2`, CHECK, 'fulfillments_delivered_after_shipped'],
  ['what has shipped is never voided', `update fulfillments set voided_at = now(), voided_by = 'x', void_reason = 'oops' where id = {1|2}`, CHECK, 'fulfillments_voided_before_shipped'],
  ['a delivery is final', `update fulfillments set delivered_at = {null|delivered_at}, delivered_by = {null|delivered_by} where id = 1`, RESTRICT],
  ['what has shipped stays shipped', `update fulfillments set shipped_at = null, shipment_id = null where id = {1|2}`, RESTRICT],
  ['what has shipped stays on its shipment', `insert into shipments (customer_id, warehouse_id, shipped_at, shipped_by, created_at, created_by) values (1, 1, now(), 'x', now(), 'x'); update fulfillments set shipment_id = {(select max(id) from shipments)|1} where id = 1`, RESTRICT],
  ['freight is said when it ships', `update fulfillments set freight = {1|0} where id = 2`, CHECK, 'fulfillments_freight_check'],
  ['freight is never below zero', `update fulfillments set shipped_at = now(), shipment_id = 2, freight = {-1|1} where id = 2`, CHECK, 'fulfillments_freight_check'],
  ['the freight of what has shipped stays', `update fulfillments set freight = {1|0} where id = 1`, RESTRICT],
  ['a void is final', `update fulfillments set voided_at = null, voided_by = null, void_reason = null where id = {3|2}`, RESTRICT],
  ['what was voided never ships', `update fulfillments set shipped_at = now(), shipment_id = 2 where id = {3|2}`, CHECK, 'fulfillments_voided_before_shipped'],
  ['a void has its reason', `update fulfillments set voided_at = now(), voided_by = 'x', void_reason = {null|'oops'} where id = 2`, CHECK, 'fulfillments_check3'],
  ['a line of a fulfillment is a line of its order', `${FULFILLMENT_LINE} values (1, 1, {3|2}, null, {3|2}, {1|2}, 1, 1, 0)`, FOREIGN_KEY, 'fulfillment_lines_order_line_id_order_id_variant_id_fkey'],
  ['a fulfillment line carries the variant of its order line', `${FULFILLMENT_LINE} values (1, 1, 2, null, {4|2}, {1|2}, 1, 1, 0)`, FOREIGN_KEY, 'fulfillment_lines_order_line_id_order_id_variant_id_fkey'],
  ['a fulfillment line carries the variant that was reserved', `${FULFILLMENT_LINE} values (1, 1, 2, null, {4|2}, 2, 1, 1, 0)`, FOREIGN_KEY, 'fulfillment_lines_queue_line_id_variant_id_warehouse_id_fkey'],
  ['a fulfillment line fills a backorder line of its order line', `${FULFILLMENT_LINE} values (1, 1, 2, {1|null}, 2, 2, 1, 1, 0)`, FOREIGN_KEY, 'fulfillment_lines_backorder_line_id_order_line_id_fkey'],
  ['a line is on a fulfillment once', `${FULFILLMENT_LINE} values (2, 2, 3, null, 3, 1, 1, 1, 0)`, UNIQUE, 'fulfillment_lines_fulfillment_id_queue_line_id_key'],
  ['a fulfillment line takes what is reserved for its own order line', `insert into fulfillments (order_id, backorder_id, customer_id, warehouse_id, picked_at, picked_by) values (1, null, 1, 1, now(), 'x'); ${FULFILLMENT_LINE} values ((select max(id) from fulfillments), 1, 1, null, {3|1}, 1, 1, 1, 0)`, CHECK, 'fulfillment_lines_own_queue_line'],
  ['a line of the order takes nothing that is reserved for a backorder', `insert into fulfillments (order_id, backorder_id, customer_id, warehouse_id, picked_at, picked_by) values (1, null, 1, 1, now(), 'x'); ${FULFILLMENT_LINE} values ((select max(id) from fulfillments), 1, 1, null, {4|1}, 1, 1, 1, 0)`, CHECK, 'fulfillment_lines_own_queue_line'],
  ['a line of a backorder is on a fulfillment of that backorder', `insert into fulfillments (order_id, backorder_id, customer_id, warehouse_id, picked_at, picked_by) values (1, {null|1}, 1, 1, now(), 'x'); ${FULFILLMENT_LINE} values ((select max(id) from fulfillments), 1, 1, 1, 4, 1, 1, 1, 0)`, CHECK, 'fulfillment_lines_own_queue_line'],
  ['a pick takes units that were reserved for its own line', `insert into allocations (variant_id, warehouse_id, queue_line_id, quantity, live, run_id, at) values (1, 1, {4|3}, 1, 1, 1, now()); insert into fulfillment_line_allocations (fulfillment_line_id, allocation_id, quantity) values (2, (select max(id) from allocations), 1)`, CHECK, 'fulfillment_line_allocations_own_line'],
  ['a pick picks something or says what is short', `${FULFILLMENT_LINE} values (1, 1, 2, null, 2, 2, 1, 0, {0|1})`, CHECK, 'fulfillment_lines_check'],
  ['no more is lost and comes back than left', `update fulfillment_lines set undelivered = {16|15} where id = 1`, CHECK, 'fulfillment_lines_within_leaving'],
  ['no more comes back than was delivered', `update order_lines set returned = {16|15} where id = 1`, CHECK, 'order_lines_returned_delivered'],
  ['no more is paid before than is asked for', `update queue_lines set prepaid = {6|5} where id = 4`, CHECK, 'queue_lines_prepaid_open'],
  ['what is open again is not delivered', `update fulfillments set reopened_at = now(){| , delivered_at = null, delivered_by = null} where id = 1`, CHECK, 'fulfillments_reopened_on_the_way'],
  ['no more is put back than was picked', `update fulfillment_lines set put_back = {3|2} where id = 4`, CHECK, 'fulfillment_lines_put_back_picked'],
  ['what was picked is never rewritten', `update fulfillment_lines set quantity = 16 where id = 1`, RESTRICT],
  ['what was picked is never deleted', `delete from fulfillment_lines where id = 3`, RESTRICT],
  ['which reserved units a pick took is never rewritten', `update fulfillment_line_allocations set quantity = 1`, RESTRICT],
  ['a short pick is never rewritten', `update short_picks set short = 6`, RESTRICT],
  ['a short pick is short of something', `insert into short_picks (order_id, order_line_id, variant_id, warehouse_id, picked, short, phantom, recorded_at, recorded_by) values (1, 2, 2, 1, 0, {0|1}, 0, now(), 'x')`, CHECK, 'short_picks_short_check'],
  ['a short pick happens on a fulfillment of its order', `insert into short_picks (order_id, order_line_id, backorder_line_id, fulfillment_id, variant_id, warehouse_id, picked, short, phantom, recorded_at, recorded_by) values (1, 2, null, {2|1}, 2, 1, 0, 1, 0, now(), 'x')`, FOREIGN_KEY, 'short_picks_fulfillment_id_order_id_fkey'],
  ['a short pick is of a backorder line of its order line', `insert into short_picks (order_id, order_line_id, backorder_line_id, fulfillment_id, variant_id, warehouse_id, picked, short, phantom, recorded_at, recorded_by) values (1, 2, {1|null}, null, 2, 1, 0, 1, 0, now(), 'x')`, FOREIGN_KEY, 'short_picks_backorder_line_id_order_line_id_fkey'],
  ['no more is missing than was short', `insert into short_picks (order_id, order_line_id, variant_id, warehouse_id, picked, short, phantom, recorded_at, recorded_by) values (1, 2, 2, 1, 0, 1, {2|1}, now(), 'x')`, CHECK, 'short_picks_check'],
];

const INVOICE =
  'insert into invoices (fulfillment_id, order_id, customer_id, currency, amount, invoiced_on, created_at)';
const INVOICE_LINE =
  'insert into invoice_lines (invoice_id, fulfillment_line_id, order_line_id, quantity, unit_price, amount)';
const IN_ADVANCE = (rule: string, customer: string) => `
  insert into orders (customer_id, warehouse_id, ordered_on, ship_policy, terms, currency, invoice_rule, created_at, created_by)
    values (2, 1, '2026-03-03', 'partial', 'net_30', 'USD', ${rule}, now(), 'x');
  insert into order_lines (order_id, variant_id, position, quantity, unit_price) values ((select max(id) from orders), 1, 1, 4, 2.5);
  ${INVOICE} values (null, (select max(id) from orders), ${customer}, 'USD', 10, '2026-03-03', now());
  ${INVOICE_LINE} values ((select max(id) from invoices), null, (select max(id) from order_lines), 4, 2.5, 10);`;

// biome-ignore format: one case a line
const MONEY: WrongWrite[] = [
  ['a fulfillment is invoiced once', `${INVOICE} values ({1|2}, {1|2}, {1|2}, 'USD', 1, '2026-03-03', now())`, UNIQUE, 'invoices_fulfillment_id_key'],
  ['a fulfillment line is invoiced once', `${INVOICE} values (2, 2, 2, 'USD', 10, '2026-03-03', now()); ${INVOICE_LINE} values ((select max(id) from invoices), {1|2}, {1|3}, 4, 2.5, 10)`, UNIQUE, 'invoice_lines_fulfillment_line_id_key'],
  ['an invoice names the order of its fulfillment', `${INVOICE} values (2, {1|2}, 2, 'USD', 1, '2026-03-03', now())`, FOREIGN_KEY, 'invoices_fulfillment_id_order_id_customer_id_fkey'],
  ['an invoice goes to the customer of its fulfillment', `${INVOICE} values (2, 2, {1|2}, 'USD', 1, '2026-03-03', now())`, FOREIGN_KEY, 'invoices_fulfillment_id_order_id_customer_id_fkey'],
  ['an invoice line names the order line of its fulfillment line', `${INVOICE} values (2, 2, 2, 'USD', 10, '2026-03-03', now()); ${INVOICE_LINE} values ((select max(id) from invoices), 2, {1|3}, 4, 2.5, 10)`, FOREIGN_KEY, 'invoice_lines_fulfillment_line_id_order_line_id_fkey'],
  ['an invoice charges the lines of its own fulfillment', `${INVOICE} values (2, 2, 2, 'USD', 10, '2026-03-03', now()); ${INVOICE_LINE} values ((select max(id) from invoices), {4|2}, {2|3}, 2, 2.5, 5)`, CHECK, 'invoice_lines_own_fulfillment'],
  ['only an order that is invoiced in advance is charged without a fulfillment', IN_ADVANCE(`{'per_fulfillment'|'in_advance'}`, '2'), CHECK, 'invoice_lines_own_order'],
  ['an invoice in advance goes to the customer of its order', IN_ADVANCE(`'in_advance'`, '{1|2}'), CHECK, 'invoice_lines_own_order'],
  ['a line is charged in advance once', `${IN_ADVANCE(`'in_advance'`, '2')} {${INVOICE_LINE} values ((select max(id) from invoices), null, (select max(id) from order_lines), 1, 2.5, 2.5)|}`, UNIQUE, 'invoice_lines_in_advance'],
  ['a confirmed order keeps when it is invoiced', `update orders set invoice_rule = 'in_advance' where id = 1`, RESTRICT],
  ['when an order is invoiced is one of two', `update settings set invoice_rule = {'never'|'in_advance'}`, CHECK, 'settings_invoice_rule_check'],
  ['freight that is credited is part of the credit', `insert into credit_notes (kind, order_id, customer_id, fulfillment_id, currency, amount, freight, reason, credited_on, created_at, created_by) values ('amendment', 1, 1, 1, 'USD', 1, {2|1}, 'not_delivered', '2026-03-05', now(), 'x')`, CHECK, 'credit_notes_freight_check'],
  ['freight is credited once', `insert into credit_notes (kind, order_id, customer_id, fulfillment_id, currency, amount, freight, reason, credited_on, created_at, created_by) select 'amendment', 1, 1, 1, 'USD', 1, 1, 'not_delivered', '2026-03-05', now(), 'x' from generate_series(1, {2|1})`, UNIQUE, 'credit_notes_freight'],
  ['the usual freight of a carrier is never below zero', `insert into carriers (name, usual_freight, created_at) values ('Slow', {-1|1}, now())`, CHECK, 'carriers_usual_freight_check'],
  ['only a credit note is paid back', `insert into credit_notes (kind, order_id, customer_id, currency, amount, reason, settlement, credited_on, created_at, created_by) values ('amendment', 1, 1, 'USD', 1, 'returned', {'refund'|'credit'}, '2026-03-05', now(), 'x')`, CHECK, 'credit_notes_settlement_check'],
  ['an invoice is never negative', `${INVOICE} values (2, 2, 2, 'USD', {-1|0}, '2026-03-03', now())`, CHECK, 'invoices_amount_check'],
  ['what an invoice charges is a number', `${INVOICE} values (2, 2, 2, 'USD', {'NaN'|0}, '2026-03-03', now())`, CHECK, 'invoices_amount_check'],
  ['the price on an invoice is a number', `${INVOICE} values (2, 2, 2, 'USD', 10, '2026-03-03', now()); ${INVOICE_LINE} values ((select max(id) from invoices), 2, 3, 4, {'NaN'|2.5}, 10)`, CHECK, 'invoice_lines_unit_price_check'],
  ['what a line of an invoice charges is a number', `${INVOICE} values (2, 2, 2, 'USD', 10, '2026-03-03', now()); ${INVOICE_LINE} values ((select max(id) from invoices), 2, 3, 4, 2.5, {'NaN'|10})`, CHECK, 'invoice_lines_amount_check'],
  ['an invoice line is never rewritten', `update invoice_lines set amount = 1`, RESTRICT],
  ['an invoice keeps its fulfillment', `update invoices set fulfillment_id = 4`, RESTRICT],
  ['an invoice keeps its order', `update invoices set order_id = 1`, RESTRICT],
  ['an invoice keeps its customer', `update invoices set customer_id = 1`, RESTRICT],
  ['an invoice keeps its currency', `update invoices set currency = 'EUR'`, RESTRICT],
  ['an invoice keeps its amount', `update invoices set amount = 33.76`, RESTRICT],
  ['an invoice keeps its date', `update invoices set invoiced_on = '2026-03-03'`, RESTRICT],
  ['an invoice is never deleted', `delete from invoices`, RESTRICT],
  ['the invoices are never emptied', `truncate invoices cascade`, RESTRICT],
  ['a currency is three capital letters', `${INVOICE} values (2, 2, 2, {'usd'|'USD'}, 1, '2026-03-03', now())`, CHECK, 'invoices_currency_check'],
];

// biome-ignore format: one case a line
const PEOPLE_AND_CATALOG: WrongWrite[] = [
  ['there is one company', `insert into company (name, time_zone, currency) values ('Second', 'UTC', 'USD')`, UNIQUE, 'company_pkey'],
  ['there is one company, whatever it is called', `insert into company (id, name, time_zone, currency) values (false, 'Second', 'UTC', 'USD')`, CHECK, 'company_id_check'],
  ['the company has one set of rules', `insert into settings (updated_at, updated_by) values (now(), 'x')`, UNIQUE, 'settings_pkey'],
  ['the company is never deleted', `delete from company`, RESTRICT],
  ['the company is never emptied', `truncate company`, RESTRICT],
  ['the rules of the company are never deleted', `delete from settings`, RESTRICT],
  ['the rules of the company are never emptied', `truncate settings`, RESTRICT],
  ['the company is in a time zone that exists', `update company set time_zone = '{America/Springfield|America/Denver}'`, '22023'],
  ['the company is in a time zone with a name', `update company set time_zone = '{ABC3|UTC}'`, '22023'],
  ['the currency of the company is three capital letters', `update company set currency = '{usd|EUR}'`, CHECK, 'company_currency_check'],
  ['the company works on some day', `update company set working_days = array[{|6}]::smallint[]`, CHECK, 'company_working_days_check'],
  ['a SKU is given once', `update variants set sku = '{PILS|ALE}' where id = 2`, UNIQUE, 'variants_sku_key'],
  ['a UPC is 6 to 14 digits', `update variants set upc = '{12A45|012345}' where id = 1`, CHECK, 'variants_upc_check'],
  ['an account number is given once', `update customers set account_number = '{A-1|C-1}' where id = 2`, UNIQUE, 'customers_account_number_key'],
  ['an e-mail address signs in one person', `update users set email = '{rita|sally}@hawkeye.example' where id = 2`, UNIQUE, 'users_email_key'],
  ['an e-mail address is kept in lower case', `update users set email = '{Rita|rita}@hawkeye.example' where id = 1`, CHECK, 'users_email_check'],
  ['a supplier is entered once, however it is written', `insert into suppliers (name, created_at) values ('{BREWERY|Cidery}', now())`, UNIQUE, 'suppliers_name'],
  ['a warehouse code is given once', `update warehouses set code = '{MAIN|SOUTH}' where id = 2`, UNIQUE, 'warehouses_code_key'],
  ['a customer has one default address', `update customer_addresses set is_default = {true|false} where id = 2`, UNIQUE, 'customer_addresses_one_default'],
  ['a customer has a name', `update customers set name = '{ |The Anchor}' where id = 1`, CHECK, 'customers_name_check'],
  ['a customer that orders exists', `insert into orders (customer_id, warehouse_id, ordered_on, ship_policy, terms, currency, created_at, created_by) values ({9|1}, 1, '2026-03-02', 'partial', 'net_30', 'USD', now(), 'x')`, FOREIGN_KEY, 'orders_customer_id_fkey'],
  ['a tier is one of three', `update customers set tier = '{gold|vip}' where id = 1`, CHECK, 'customers_tier_check'],
  ['an API key expires after it was made', `insert into api_keys (name, role, key_hash, created_at, created_by, expires_at) values ('replay', 'manager', sha256('key'), '2026-03-02', 'x', '{2026-03-02|2026-03-03}')`, CHECK, 'api_keys_check'],
  ['an API key is kept as its hash', `insert into api_keys (name, role, key_hash, created_at, created_by) values ('replay', 'manager', {'secret'|sha256('secret')}, '2026-03-02', 'x')`, CHECK, 'api_keys_key_hash_check'],
];

// biome-ignore format: one case a line
const CONTACT: WrongWrite[] = [
  ['what was said is never edited', `update communications set text = 'other words'`, RESTRICT],
  ['what was said is never deleted', `delete from communications`, RESTRICT],
  ['the log of what was said is never emptied', `truncate communications cascade`, RESTRICT],
  ['a communication says something', `insert into communications (order_id, at, method, direction, text, recorded_at, recorded_by) values (1, now(), 'phone', 'inbound', '{ |hello}', now(), 'x')`, CHECK, 'communications_text_check'],
  ['a communication goes one of four ways', `insert into communications (order_id, at, method, direction, text, recorded_at, recorded_by) values (1, now(), '{fax|phone}', 'inbound', 'hello', now(), 'x')`, CHECK, 'communications_method_check'],
  ['a communication about a backorder stands on its order', `insert into communications (order_id, backorder_id, at, method, direction, text, recorded_at, recorded_by) values ({2|1}, 1, now(), 'phone', 'inbound', 'hello', now(), 'x')`, FOREIGN_KEY, 'communications_backorder_id_order_id_fkey'],
  ['a note is never edited', `update notes set text = 'other words'`, RESTRICT],
  ['a note is never deleted', `delete from notes`, RESTRICT],
  ['a follow-up is closed by somebody, with its outcome', `update follow_ups set outcome = 'reached', closed_at = now(), closed_by = {null|'x'}`, CHECK, 'follow_ups_closed_with_outcome'],
  ['a follow-up is closed once', `update follow_ups set outcome = 'reached', closed_at = now(), closed_by = 'x'; update follow_ups set outcome = 'no_answer'`, RESTRICT],
  ['a follow-up keeps what it is about', `update follow_ups set backorder_id = {null|1}`, RESTRICT],
  ['a follow-up is never deleted', `delete from follow_ups`, RESTRICT],
  ['a delivery proposes one follow-up', `insert into follow_ups (order_id, backorder_id, cause, due_on, created_at, created_by) values (1, 1, 'delivery', '2026-03-09', now(), 'x'), (1, 1, '{delivery|by_hand}', '2026-03-09', now(), 'x')`, UNIQUE, 'follow_ups_one_after_delivery'],
  ['a follow-up of a communication names it', `insert into follow_ups (order_id, cause, due_on, created_at, created_by) values (1, '{communication|by_hand}', '2026-03-09', now(), 'x')`, CHECK, 'follow_ups_communication'],
  ['a review is never edited', `update backorder_reviews set note = 'x'`, RESTRICT],
  ['a review is never deleted', `delete from backorder_reviews`, RESTRICT],
  ['a notification is read once', `insert into notifications (role, kind, record_type, record_id, facts, source, created_at) values ('warehouse', 'ready', 'allocation_run', 1, '{}', 'run:1', now()); insert into notification_reads (principal, notification_id) select 'user:1', max(id) from notifications; insert into notification_reads (principal, notification_id) select 'user:{1|2}', max(id) from notifications`, UNIQUE, 'notification_reads_pkey'],
];

const HOLD = 'insert into holds (order_id, backorder_id, reason, held_at, held_by)';

// biome-ignore format: one case a line
const HOLDS: WrongWrite[] = [
  ['a hold says why', `${HOLD} values (1, null, '{ |credit}', now(), 'x')`, CHECK, 'holds_reason_check'],
  ['an order is held once at a time', `${HOLD} values (1, null, 'credit', now(), 'x'), ({1|2}, null, 'credit', now(), 'x')`, UNIQUE, 'holds_one_open_of_order'],
  ['a backorder is held once at a time', `${HOLD} values (1, 1, 'credit', now(), 'x'), (1, {1|null}, 'credit', now(), 'x')`, UNIQUE, 'holds_one_open_of_backorder'],
  ['a hold of a backorder stands on its order', `${HOLD} values ({2|1}, 1, 'credit', now(), 'x')`, FOREIGN_KEY, 'holds_backorder_id_order_id_fkey'],
  ['a hold is released by somebody', `${HOLD} values (1, null, 'credit', now(), 'x'); update holds set released_at = now(), released_by = {null|'x'}`, CHECK, 'holds_released_whole'],
  ['only a release has release notes', `${HOLD} values (1, null, 'credit', now(), 'x'); update holds set release_notes = 'paid', released_at = {null|now()}, released_by = {null|'x'}`, CHECK, 'holds_release_notes'],
  ['a hold keeps what it was', `${HOLD} values (1, null, 'credit', now(), 'x'); update holds set reason = '{other|credit}'`, RESTRICT],
  ['a hold is released once', `${HOLD} values (1, null, 'credit', now(), 'x'); update holds set released_at = now(), released_by = 'x'; update holds set released_by = 'y'`, RESTRICT],
  ['a hold is never deleted', `delete from holds`, RESTRICT],
  ['the record of holds is never emptied', `truncate holds`, RESTRICT],
  ['what a customer was told is never edited', `update told_dates set told_on = null`, RESTRICT],
  ['what a customer was told is never deleted', `delete from told_dates`, RESTRICT],
];

// biome-ignore format: one case a line
const RECORDS: WrongWrite[] = [
  ['the audit record is never edited', `update audit_events set actor = 'user:2 Sam'`, RESTRICT],
  ['nothing is deleted from the audit record', `delete from audit_events`, RESTRICT],
  ['the audit record is never emptied', `truncate audit_events`, RESTRICT],
  ['a seal of the audit record is never edited', `update audit_seals set events = 1`, RESTRICT],
  ['the outcome of a verification is never rewritten', `update verifications set balanced = true`, RESTRICT],
  ['the outcome of a verification is never forgotten', `delete from verifications`, RESTRICT],
  ['an audit event says who', `insert into audit_events (at, actor, action, record_type) values (now(), {null|'x'}, 'order.confirm', 'order')`, NOT_NULL],
  ['an event makes one notification', `insert into notifications (role, kind, record_type, record_id, facts, source, created_at) values ('warehouse', 'ready', 'allocation_run', 1, '{}', 'run:1', now()), ('warehouse', 'ready', 'allocation_run', 1, '{}', 'run:{1|2}', now())`, UNIQUE, 'notifications_source_key'],
  ['a notification is for a person or a role', `insert into notifications (user_id, role, kind, record_type, record_id, facts, source, created_at) values (1, {'warehouse'|null}, 'ready', 'allocation_run', 1, '{}', 'run:1', now())`, CHECK, 'notifications_check'],
  ['an exception is closed by somebody', `insert into exceptions (kind, facts, opened_at, closed_at, closed_by) values ('books_do_not_balance', '{}', now(), now(), {null|'x'})`, CHECK, 'exceptions_check'],
  ['a repeated command is one command', `insert into idempotency_keys (principal, route, key, body_hash, created_at) values ('user:1', 'createOrder', 'k', '', now()), ('user:1', 'createOrder', '{k|l}', '', now())`, UNIQUE, 'idempotency_keys_pkey'],
];

const GROUPS = {
  STOCK,
  DEMAND,
  BACKORDERS,
  QUEUE,
  PURCHASING,
  FULFILLMENT,
  MONEY,
  PEOPLE_AND_CATALOG,
  CONTACT,
  HOLDS,
  RECORDS,
};

describe.each(Object.entries(GROUPS))('the database refuses what is wrong: %s', (_group, writes) => {
  it.each(writes)('%s', async (_rule, sql, code, constraint) => {
    const { wrong, right } = variants(sql);
    if (right !== wrong) await write(right);
    const refusal = await write(wrong).then(
      () => null,
      (error: pg.DatabaseError) => ({ code: error.code, constraint: error.constraint }),
    );
    expect(refusal).toEqual({ code, constraint });
  });
});

function variants(sql: string): { wrong: string; right: string } {
  const choose = (place: '$1' | '$2') => sql.replace(/\{([^{}|]*)\|([^{}|]*)\}/g, place);
  return { wrong: choose('$1'), right: choose('$2') };
}

/** Runs it in a transaction of its own and undoes it. */
async function write(sql: string): Promise<void> {
  const client = await test.database.connect();
  try {
    await client.query('begin');
    await client.query(sql);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
