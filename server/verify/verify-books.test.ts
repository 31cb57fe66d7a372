import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueOfPart as domainValueOfPart } from '#domain/invoicing/line-value.ts';
import { parseAmount } from '#domain/money.ts';
import { makeSmallWorld } from '#tests/database/small-world.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';
import { sealAudit } from '../jobs/seal-audit.ts';
import { valueOfPart } from '../ledger/sql-words.ts';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';
import { BOOK_CHECKS } from './book-checks.ts';
import { findDifferences, storeVerification, verifyBooks } from './verify-books.ts';

let test: { database: Database; drop(): Promise<void> };
beforeAll(async () => {
  test = await createTestDatabase();
  await makeSmallWorld(test.database);
  await sealAudit(test.database, '2026-03-05T04:00:00Z');
  await test.database.query(UNWATCHED);
});
afterAll(() => test.drop());

/** Takes off every trigger and every foreign key, as the owner of the tables may; the role of a replica asks for more. */
const UNWATCHED = `
  do $$ declare each record; begin
    for each in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
      execute format('alter table %I disable trigger user', each.relname);
    end loop;
    for each in select conrelid::regclass as relation, conname from pg_constraint
                where connamespace = 'public'::regnamespace and contype = 'f' loop
      execute format('alter table %s drop constraint %I', each.relation, each.conname);
    end loop;
  end $$`;

/** Wrong states nobody can write while triggers and foreign keys watch: check, statement, what it is told as. */
// biome-ignore format: one case a line
const WRONG: [check: string, sql: string, told: string][] = [
  ['on hand = sum of stock movements', `update stock_levels set on_hand = 46 where variant_id = 1 and warehouse_id = 1`, 'stock of variant 1 in warehouse 1: expected 45, found 46'],
  ['allocated stock = sum of live allocations', `update stock_levels set allocated = 14 where variant_id = 1 and warehouse_id = 1`, 'stock of variant 1 in warehouse 1: expected 15, found 14'],
  ['every receipt line = its movement', `update stock_movements set quantity = 14 where receipt_line_id = 1`, 'receipt line 1: expected 15, found 14'],
  ['every adjustment = its movements', `update stock_movements set quantity = 2 where stock_adjustment_id = 1`, 'stock adjustment 1: expected 3, found 2'],
  ['every short pick = its movement', `update short_picks set phantom = 2`, 'short pick 1: expected -2, found 0'],
  ['every fulfillment line leaves stock when it ships, and only then', `delete from stock_movements where kind = 'shipment'`, 'F-1001 line 1: expected 15, found 0'],
  ['every reversal takes back a movement of the same stock', `update stock_movements set kind = 'reversal', reason = 'typo', receipt_line_id = null, reverses_id = 1 where id = 2`, 'stock movement 2: expected variant 1 in warehouse 1, found variant 2 in warehouse 1'],
  ['every reversed receipt and adjustment = its reversed movements', `insert into stock_adjustment_reversals (stock_adjustment_id, reason, reversed_by, reversed_at) values (1, 'typo', 'user:3 Walt', now())`, 'stock movement 3: expected -3, found 0'],
  ['missing of stock = what open exceptions hold', `update stock_levels set missing = 1 where variant_id = 1 and warehouse_id = 1`, 'stock of variant 1 in warehouse 1: expected 0, found 1'],
  ['what ships only as a whole holds soft stock only while all of it is there', `update queue_lines set ship_complete = true, open = 7 where id = 4`, 'queue line 4: expected 0, found 5'],
  ['what a raised line borrowed is with its lender once nothing raises it any more', `update allocation_runs set cause_type = 'priority' where id = 2; update allocations set moved_from_id = 4 where id = 3; update queue_lines set open = 12 where id = 3`, 'allocation 3: expected with queue line 3, found with queue line 4'],
  ['received of purchase-order lines = sum of their receipt lines', `update purchase_order_lines set received = 61 where id = 1`, 'purchase-order line 1: expected 60, found 61'],
  ['every order line stands in the queue for what is open', `delete from queue_lines where id = 2`, 'order line 2: expected 6, found 0'],
  ['every backorder line stands in the queue for what is outstanding', `update queue_lines set open = 7 where id = 4`, 'backorder line 1: expected 5, found 7'],
  ['allocated of queue lines = sum of live allocations', `update queue_lines set allocated = 9 where id = 3`, 'queue line 3: expected 10, found 9'],
  ['picked of queue lines = picked of their allocations', `update allocations set picked = 3 where id = 4`, 'queue line 3: expected 3, found 4'],
  ['picked of queue lines = picked and not yet shipped in the demand ledger', `update queue_lines set picked = 5 where id = 3`, 'queue line 3: expected 4, found 5'],
  ['closed lines hold no stock', `update allocations set live = 1 where id = 1`, 'queue line 1: expected 0, found 1'],
  ['a reservation that moves keeps its stock', `update allocations set moved_from_id = 1 where id = 5`, 'allocation 5: expected variant 1 in warehouse 1, found variant 2 in warehouse 1'],
  ['queue lines are on hold exactly while a hold of theirs is open', `update queue_lines set on_hold = true where id = 2`, 'queue line 2: expected false, found true'],
  ['backorders are on hold exactly while a hold of theirs is open', `update backorders set on_hold = true where id = 1`, 'BO-1001: expected false, found true'],
  ['put-back tasks hold their quantity until they are done', `update put_back_tasks set done_at = now(), done_by = 'user:3 Walt'`, 'put-back task 1: expected 0, found 2'],
  ['put back of fulfillment lines = sum of their tasks', `update fulfillment_lines set put_back = 1 where id = 4`, 'fulfillment line 4: expected 2, found 1'],
  ['the last review of backorders = their newest that was not withdrawn', `update backorders set reviewed_at = '2026-01-02T03:04:05Z' where id = 1`, 'BO-1001: expected none, found 2026-01-02T03:04:05.000Z'],
  ['quantity of confirmed order lines = demand ledger', `update order_lines set quantity = 11 where id = 3`, 'order line 3: expected 10, found 11'],
  ['filled of order lines = demand ledger', `insert into demand_entries (order_line_id, kind, quantity, cause_type, cause_id, at, actor) values (1, 'lost', 2, 'fulfillment', 1, now(), 'test')`, 'order line 1: expected 13, found 15'],
  ['backordered of order lines = demand ledger', `update order_lines set backordered = 4 where id = 1`, 'order line 1: expected 5, found 4'],
  ['cancelled of order lines = demand ledger', `update order_lines set cancelled = 3 where id = 2`, 'order line 2: expected 4, found 3'],
  ['delivered of order lines = demand ledger', `update order_lines set delivered = 0 where id = 1`, 'order line 1: expected 15, found 0'],
  ['quantity of backorder lines = demand ledger', `delete from demand_entries where kind = 'backordered'`, 'backorder line 1: expected 0, found 5'],
  ['fulfilled of backorder lines = demand ledger', `update backorder_lines set fulfilled = 1`, 'backorder line 1: expected 0, found 1'],
  ['cancelled of backorder lines = demand ledger', `update backorder_lines set cancelled = 1`, 'backorder line 1: expected 0, found 1'],
  ['substituted of backorder lines = demand ledger', `update backorder_lines set substituted = 1`, 'backorder line 1: expected 0, found 1'],
  ['delivered of backorder lines = demand ledger', `update backorder_lines set fulfilled = 1, delivered = 1`, 'backorder line 1: expected 0, found 1'],
  ['taken_back of order lines = demand ledger', `update order_lines set taken_back = 1 where id = 2`, 'order line 2: expected 0, found 1'],
  ['taken_back of backorder lines = demand ledger', `update backorder_lines set cancelled = 1, taken_back = 1`, 'backorder line 1: expected 0, found 1'],
  ['every cancelled unit is on the record of a cancellation, and only those', `update cancellation_lines set quantity = 3`, 'cancellation 1 of order line 2, backorder line none: expected 3, found 4'],
  ['every substituted unit is on the record of an acceptance, and only those', `insert into demand_entries (order_line_id, backorder_line_id, kind, quantity, cause_type, cause_id, at, actor) values (1, 1, 'substituted', 2, 'substitution', 1, now(), 'user:1 Rita')`, 'backorder line 1: expected 0, found 2'],
  ['the order of a substitute asks what was accepted, at the price it was offered at', `insert into substitution_offers values (1, 1, 1, 'list', 2, null); insert into substitution_acceptances (substitution_id, backorder_line_id, variant_id, quantity, accepted_by, order_id, order_line_id, accepted_at, recorded_by) values (1, 1, 1, 4, 'customer', 3, 4, now(), 'user:1 Rita')`, 'order line 4: expected 4 at 2.0000, found 5 at 2.5000'],
  ['an increase has the price of the line it raises, and stands no earlier in the queue', `insert into order_lines (order_id, variant_id, position, quantity, unit_price, increase_of_id) values (3, 1, 2, 1, 3, 4)`, 'order line 5: expected 2.5000, found 3.0000'],
  ['a deal reckoned by the unit takes off what its terms say', `update order_lines set deal_kind = 'percent', deal_percent = 20 where id = 1`, 'order line 1: expected 10.00, found 5.00'],
  ['shipped in the demand ledger = lines of shipped fulfillments', `update fulfillment_lines set quantity = 14 where id = 1`, 'order line 1, backorder line none: expected 14, found 15'],
  ['every pick took units that were reserved', `delete from fulfillment_line_allocations where fulfillment_line_id = 2`, 'fulfillment line 2: expected 4, found 0'],
  ['ordered of orders = sum of their lines', `update orders set ordered = 31 where id = 1`, 'SO-1001: expected 30, found 31'],
  ['shipped of orders = sum of their lines', `update orders set shipped = 16 where id = 1`, 'SO-1001: expected 15, found 16'],
  ['delivered of orders = sum of their lines', `update orders set delivered = 14 where id = 1`, 'SO-1001: expected 15, found 14'],
  ['cancelled of orders = sum of their lines', `update backorder_lines set substituted = 2, cancelled = 1`, 'SO-1001: expected 7, found 4'],
  ['taken_back of orders = sum of their lines', `update order_lines set taken_back = 1 where id = 2`, 'SO-1001: expected 1, found 0'],
  ['taken_back of backorders = sum of their lines', `update backorder_lines set cancelled = 1, taken_back = 1`, 'BO-1001: expected 1, found 0'],
  ['backordered of orders = sum of their lines', `update orders set backordered = 6 where id = 1`, 'SO-1001: expected 5, found 6'],
  ['quantity of backorders = sum of their lines', `update backorders set quantity = 6`, 'BO-1001: expected 5, found 6'],
  ['fulfilled of backorders = sum of their lines', `update backorder_lines set fulfilled = 1`, 'BO-1001: expected 1, found 0'],
  ['delivered of backorders = sum of their lines', `update backorder_lines set fulfilled = 1, delivered = 1`, 'BO-1001: expected 1, found 0'],
  ['cancelled of backorders = sum of their lines', `update backorder_lines set cancelled = 1`, 'BO-1001: expected 1, found 0'],
  ['substituted of backorders = sum of their lines', `update backorder_lines set substituted = 1`, 'BO-1001: expected 1, found 0'],
  ['allocated of backorders = sum of their lines', `update backorders set allocated = 4`, 'BO-1001: expected 5, found 4'],
  ['open_lines of backorders = sum of their lines', `update backorders set open_lines = 2`, 'BO-1001: expected 1, found 2'],
  ['the promised days of backorders = their promises: now, first, newest with a day, and how often they slipped', `update backorders set slips = 1`, 'BO-1001: expected 2026-03-20 2026-03-20 2026-03-20 0, found 2026-03-20 2026-03-20 2026-03-20 1'],
  ['backorder lines left and arrived when the demand ledger says', `update backorder_lines set left_at = '2026-03-05T04:00:00Z'`, 'backorder line 1: expected , found 2026-03-05T04:00:00.000Z'],
  ['backorders arrived with the last of their lines', `update backorders set arrived_at = '2026-03-05T04:00:00Z'`, 'BO-1001: expected none, found 2026-03-05T04:00:00.000Z'],
  ['open backorder lines = backorder lines with something outstanding, as they stand', `update open_backorder_lines set quantity = 4`, 'backorder line 1: expected 5 1125 1 1 1 none 1 1 none 2026-03-02 2026-03-20, found 4 1125 1 1 1 none 1 1 none 2026-03-02 2026-03-20'],
  ['value of backorders = sum of their lines', `update backorders set value = 11.24`, 'BO-1001: expected 11.25, found 11.24'],
  ['every shipped fulfillment has one invoice of what no other charges, and only those', `delete from invoices`, 'F-1001: expected 1, found 0'],
  ['every shipped fulfillment has one invoice of what no other charges, and only those', `insert into invoices (fulfillment_id, order_id, customer_id, currency, amount, invoiced_on, created_at) values (2, 2, 2, 'USD', 0, '2026-03-03', now())`, 'F-1002: expected 0, found 1'],
  ['invoice amount = its lines and the freight of its fulfillment', `update invoices set amount = 33.76`, 'INV-1001: expected 33.75, found 33.76'],
  ['invoice amount = its lines and the freight of its fulfillment', `update fulfillments set freight = 12.50 where id = 1`, 'INV-1001: expected 46.25, found 33.75'],
  ['every shipped fulfillment has one invoice of what no other charges, and only those', `update fulfillment_lines set prepaid = 15 where id = 1; update fulfillments set freight = 1 where id = 1; delete from invoices`, 'F-1001: expected 1, found 0'],
  ['every shipped line is invoiced with its quantity at the price of its order line, on the invoice of its fulfillment', `update invoice_lines set quantity = 14`, 'fulfillment line 1: expected 15 at 2.5000, found 14 at 2.5000'],
  ['every shipped line is invoiced with its quantity at the price of its order line, on the invoice of its fulfillment', `delete from invoice_lines`, 'fulfillment line 1: expected 15 at 2.5000, found not invoiced'],
  ['invoiced less credited so far = share of the line value', `update invoice_lines set amount = 33.76`, 'order line 1: expected 33.75, found 33.76'],
  ['every invoice and credit note has a disposition in the accounting', `delete from invoice_dispositions`, 'F-1001: expected 1, found 0'],
  ['returned of order lines = demand ledger', `update order_lines set returned = 1 where id = 1`, 'order line 1: expected 0, found 1'],
  ['returned of backorder lines = demand ledger', `update backorder_lines set fulfilled = 1, delivered = 1, returned = 1`, 'backorder line 1: expected 0, found 1'],
  ['lost in the demand ledger = units that did not arrive', `insert into demand_entries (order_line_id, kind, quantity, cause_type, cause_id, at, actor) values (1, 'lost', 2, 'fulfillment', 1, now(), 'test')`, 'order line 1, backorder line none: expected 0, found 2'],
  ['undelivered of fulfillment lines = units that did not arrive', `update fulfillment_lines set undelivered = 1 where id = 1`, 'fulfillment line 1: expected 0, found 1'],
  ['delivered in the demand ledger = what of delivered fulfillments arrived', `update fulfillment_lines set undelivered = 1 where id = 1`, 'order line 1, backorder line none: expected 14, found 15'],
  ['a fulfillment is open again exactly while a reopening of it is', `update fulfillments set delivered_at = null, delivered_by = null, reopened_at = now() where id = 1`, 'F-1001: expected false, found true'],
  ['returned of fulfillment lines = what came back after a delivery', `update fulfillment_lines set returned = 1 where id = 1`, 'fulfillment line 1: expected 0, found 1'],
  ['returned in the demand ledger = returned of fulfillment lines', `update fulfillment_lines set returned = 1 where id = 1`, 'order line 1, backorder line none: expected 1, found 0'],
  ['undecided of return lines = what nobody said a place for', `insert into return_lines (id, return_id, fulfillment_line_id, variant_id, warehouse_id, quantity, undecided, reason) overriding system value values (9, 9, 1, 1, 1, 2, 1, 'damaged')`, 'return line 9: expected 2, found 1'],
  ['what of a return is restocked = its movement', `insert into return_dispositions (id, return_line_id, variant_id, warehouse_id, quantity, disposition, at, actor) overriding system value values (9, 9, 1, 1, 2, 'restock', now(), 'test')`, 'return disposition 9: expected 2, found 0'],
  ['what is charged of a line = what is with the customer or waits charged, less what was credited of what came back', `insert into credit_note_lines (credit_note_id, invoice_line_id, quantity, amount) values (9, 1, 2, 4.50)`, 'order line 1: expected 15 to 15, found 13'],
  ['all that an order invoiced in advance waits for is charged', `update orders set invoice_rule = 'in_advance' where id = 2`, 'queue line 3: expected 10, found 0'],
  ['no more of a line is charged than has shipped, in advance than was ordered and not cancelled', `update invoice_lines set quantity = 16`, 'order line 1: expected 15, found 16'],
  ['no more of a line is charged than has shipped, in advance than was ordered and not cancelled', `update orders set invoice_rule = 'in_advance'; update invoice_lines set quantity = 21`, 'order line 1: expected 20, found 21'],
  ['a line is invoiced in advance where its order is, at its price, and nowhere else', `update orders set invoice_rule = 'in_advance' where id = 1`, 'invoice line 1: expected in_advance at 2.5000, found per_fulfillment at 2.5000'],
  ['credit notes = their lines, each within its invoice line, and their freight', `insert into credit_notes (id, kind, order_id, customer_id, fulfillment_id, currency, amount, freight, reason, credited_on, created_at, created_by) overriding system value values (9, 'amendment', 1, 1, 1, 'USD', 3, 2, 'test', '2026-03-05', now(), 'test')`, 'credit note 9: expected 2.00, found 3.00'],
  ['freight is credited whole, where nothing of its fulfillment arrived', `update fulfillments set freight = 3 where id = 1; update fulfillment_lines set undelivered = 15 where id = 1; insert into credit_notes (id, kind, order_id, customer_id, fulfillment_id, currency, amount, freight, reason, credited_on, created_at, created_by) overriding system value values (9, 'amendment', 1, 1, 1, 'USD', 2, 2, 'test', '2026-03-05', now(), 'test')`, 'credit note 9: expected 3.00, found 2.00'],
  ['freight is credited whole, where nothing of its fulfillment arrived', `update fulfillments set freight = 2 where id = 1; insert into credit_notes (id, kind, order_id, customer_id, fulfillment_id, currency, amount, freight, reason, credited_on, created_at, created_by) overriding system value values (9, 'amendment', 1, 1, 1, 'USD', 2, 2, 'test', '2026-03-05', now(), 'test')`, 'credit note 9: expected 0, found 2.00'],
  ['credit notes = their lines, each within its invoice line, and their freight', `insert into credit_notes (id, kind, order_id, customer_id, currency, amount, reason, credited_on, created_at, created_by) overriding system value values (9, 'amendment', 1, 1, 'USD', 1, 'test', '2026-03-05', now(), 'test')`, 'credit note 9: expected 0.00, found 1.00'],
];

/** Values and quantities of lines whose parts end in half a cent, or just beside it, also when they are large. */
const PARTS: [value: string, quantity: number][] = [
  ['0.01', 3],
  ['0.05', 10],
  ['33.33', 8],
  ['45.00', 20],
  ['99999999999.99', 10_000_000],
  ['100000000000.05', 9_999_999],
];

describe('verifying the books', () => {
  it('says that books that add up balance, and keeps the answer', async () => {
    const verification = await verifyBooks(test.database);
    expect(verification).toEqual({ balanced: true, differences: [] });
    await storeVerification(queriesOf(test.database), verification, '2026-03-05T04:00:00Z');
    const { rows } = await test.database.query('select verified_at, balanced, differences from verifications');
    expect(rows).toEqual([{ verified_at: '2026-03-05T04:00:00.000Z', balanced: true, differences: [] }]);
  });

  it.each(WRONG)('finds where it does not hold: %s', async (check, sql, told) => {
    const differences = await differencesAfter(sql);
    const ofCheck = differences.filter((difference) => difference.check === check);
    expect(ofCheck.map(({ record, expected, found }) => `${record}: expected ${expected}, found ${found}`)).toEqual([
      told,
    ]);
  });

  it.each([
    ['changed', `update audit_events set actor = 'user:2 Sam' where id = 1`],
    ['removed', `delete from audit_events where id = 2`],
    [
      'slipped in later',
      `insert into audit_events (id, at, actor, action, record_type) overriding system value values (0, now(), 'user:9', 'x', 'order')`,
    ],
    ['sealed anew', `update audit_seals set hash = sha256('another')`],
  ])('finds an audit event that was %s', async (_what, sql) => {
    const differences = await differencesAfter(sql);
    expect(differences.map(({ check, record }) => `${check}: ${record}`)).toEqual([
      'the audit record is as it was sealed: audit seal 1',
    ]);
  });

  it('counts what a part of a line is worth as invoicing does', async () => {
    const parts = PARTS.flatMap(([value, quantity]) =>
      [1, 2, 3, quantity - 1, quantity].map((part) => ({ value, quantity, part })),
    );
    const { rows } = await test.database.query<{ value: string; quantity: number; part: number; share: string }>(
      `select l.*, ${valueOfPart('l.part', 'l')} as share from jsonb_to_recordset($1::jsonb) l(value numeric, quantity integer, part integer)`,
      [JSON.stringify(parts)],
    );
    const wrong = rows.filter(
      ({ value, quantity, part, share }) =>
        parseAmount(share) !== domainValueOfPart(part, quantity, parseAmount(value) as bigint),
    );
    expect(wrong).toEqual([]);
    expect(rows).toHaveLength(parts.length);
  });

  it('tries every check at least once', () => {
    const tried = new Set([...WRONG.map(([check]) => check), 'the audit record is as it was sealed']);
    expect(BOOK_CHECKS.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });
});

/** What is found after a statement that no trigger and no foreign key watched. The statement is undone. */
async function differencesAfter(sql: string) {
  const client = await test.database.connect();
  try {
    await client.query('begin');
    await client.query(sql);
    return await findDifferences(queriesOf(client));
  } finally {
    await client.query('rollback');
    client.release();
  }
}
