import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '#contract/operations.ts';
import { historyPage } from '#contract/records.ts';
import type { OperationName } from '#contract/routes.ts';
import { makeSmallWorld } from '#tests/database/small-world.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';
import { exceptionHandlers } from '../exceptions/handlers.ts';
import { invoicingHandlers } from '../invoicing/handlers.ts';
import { notificationHandlers } from '../notifications/handlers.ts';
import { readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';
import { systemViewer, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { recordHandlers } from './handlers.ts';
import { readHistory } from './history.ts';

let test: { database: Database; drop(): Promise<void> };
let reading: Reading;
beforeAll(async () => {
  test = await createTestDatabase();
  await makeSmallWorld(test.database);
  await test.database.query(MORE);
  const queries = queriesOf(test.database);
  reading = { queries, now: '2026-03-05T15:00:00Z', today: '2026-03-05', ...(await readCompany(queries)) };
});
afterAll(() => test.drop());

/** A second backorder of order 1, the invoice of the Bell, and something to hear of. */
const MORE = `
  insert into backorders (order_id, customer_id, warehouse_id, ship_policy, terms, cause, created_on, created_at, created_by)
    values (1, 1, 1, 'partial', 'net_30', 'manual', '2026-03-04', '2026-03-04', 'user:1 Rita');
  insert into audit_events (at, actor, action, record_type, record_id, order_id)
    values ('2026-03-04T15:00Z', 'user:1 Rita', 'backorder.create', 'backorder', 2, 1);
  insert into invoices (fulfillment_id, order_id, customer_id, currency, amount, invoiced_on, created_at)
    values (2, 2, 2, 'USD', 10, '2026-03-04', '2026-03-04T15:00Z');
  insert into invoice_lines (invoice_id, fulfillment_line_id, order_line_id, quantity, unit_price, amount) values (2, 2, 3, 4, 2.5, 10);
  insert into notifications (user_id, role, kind, record_type, record_id, facts, source, created_at) values
    (1, null, 'backorders_ready', 'allocation_run', 2, '{}', 'a', '2026-03-03T15:00Z'),
    (null, 'warehouse', 'backorders_ready', 'allocation_run', 2, '{}', 'b', '2026-03-03T15:00Z'),
    (2, null, 'backorders_ready', 'allocation_run', 3, '{}', 'c', '2026-03-04T15:00Z');
  insert into exceptions (kind, facts, opened_at, closed_at, closed_by) values
    ('books_do_not_balance', '{"differences": 2}', '2026-03-04T04:00Z', null, null),
    ('books_do_not_balance', '{}', '2026-03-03T04:00Z', '2026-03-03T15:00Z', 'user:1 Rita');`;

const manager = systemViewer('test');
const rita: Viewer = { ...manager, userId: '1', name: 'Rita', role: 'sales_rep', readsAll: false };
const sam: Viewer = { ...rita, userId: '2', name: 'Sam' };
const walt: Viewer = { ...rita, userId: '3', name: 'Walt', role: 'warehouse', readsAll: true };

type Listed = { data: Record<string, unknown>[]; nextCursor: string | null };

const handlers = { ...recordHandlers, ...invoicingHandlers, ...notificationHandlers, ...exceptionHandlers };

/** What a list answers, checked against the contract. */
async function list(
  name: keyof typeof handlers & OperationName,
  viewer: Viewer,
  query: Record<string, unknown> = {},
): Promise<Listed> {
  const handler = handlers[name] as unknown as (viewer: Viewer, request: object, reading: Reading) => Promise<object>;
  const answer = await handler(viewer, { params: undefined, query: { limit: 50, ...query }, body: undefined }, reading);
  const parsed = 'refusal' in answer ? answer : operations[name].answer.parse(JSON.parse(JSON.stringify(answer)));
  return parsed as Listed;
}
const numbers = (page: Listed) => page.data.map(({ number }) => number);

describe('invoices', () => {
  it('are listed newest first with what they charge', async () => {
    const page = await list('listInvoices', manager);
    expect(numbers(page)).toEqual(['INV-1002', 'INV-1001']);
    expect(page.data[1]).toMatchObject({
      fulfillmentNumber: 'F-1001',
      orderNumber: 'SO-1001',
      backorderId: null,
      amount: { amount: '33.75', currency: 'USD' },
      lines: [
        { orderLineId: '1', quantity: 15, unitPrice: { amount: '2.50', currency: 'USD' }, amount: { amount: '33.75' } },
      ],
    });
  });
  it('of one order or one customer are found', async () => {
    expect(numbers(await list('listInvoices', manager, { orderId: '2' }))).toEqual(['INV-1002']);
    expect(numbers(await list('listInvoices', manager, { customerId: '1' }))).toEqual(['INV-1001']);
  });
  it('come in pages', async () => {
    const first = await list('listInvoices', manager, { limit: 1 });
    const second = await list('listInvoices', manager, { limit: 1, cursor: first.nextCursor });
    expect([...numbers(first), ...numbers(second), second.nextCursor]).toEqual(['INV-1002', 'INV-1001', null]);
  });
  it('of other representatives stay unseen where the company narrows reading', async () => {
    expect(numbers(await list('listInvoices', rita))).toEqual(['INV-1001']);
    expect(numbers(await list('listInvoices', sam))).toEqual(['INV-1002']);
    expect(numbers(await list('listInvoices', { ...sam, userId: null }))).toEqual([]);
  });
  it.each(['["x"]', '[1.5]', '[null]', '["0"]', '["1","2"]', '{}', 'x'])(
    'refuse the cursor %s of no list',
    async (text) => {
      const cursor = Buffer.from(text).toString('base64url');
      expect(await list('listInvoices', manager, { cursor })).toMatchObject({ refusal: { code: 'invalid_request' } });
    },
  );
});

describe('what people hear of', () => {
  it('is told to the person or to their role', async () => {
    const records = async (viewer: Viewer) => (await list('listNotifications', viewer)).data.map((n) => n.recordId);
    expect(await records(rita)).toEqual(['2']);
    expect(await records(walt)).toEqual(['2']);
    expect(await records(sam)).toEqual(['3']);
  });
  it('lists what needs a person until it is closed', async () => {
    const { data } = await list('listExceptions', walt, { kind: 'books_do_not_balance', whose: 'all' });
    expect(data).toMatchObject([{ kind: 'books_do_not_balance', facts: { differences: 2 }, closedAt: null }]);
  });
  it('says whether the books balance, and nothing before they were verified', async () => {
    expect(await list('getVerification', walt)).toEqual({ verifiedAt: null, balanced: null, differences: [] });
    await test.database.query(`insert into verifications (verified_at, balanced, differences) values
      ('2026-03-04T04:00Z', false, '[{"check": "a"}]'), ('2026-03-05T04:00Z', true, '[]')`);
    expect(await list('getVerification', walt)).toEqual({
      verifiedAt: '2026-03-05T04:00:00.000Z',
      balanced: true,
      differences: [],
    });
  });
});

describe('the audit record', () => {
  it('is read by record and by person', async () => {
    const actions = async (query: Record<string, unknown>) =>
      (await list('listAuditEvents', manager, query)).data.map((e) => `${e.action} ${e.recordId}`);
    expect(await actions({ recordType: 'backorder', recordId: '1' })).toEqual(['backorder.create 1']);
    expect(await actions({ actor: 'user:2 Sam' })).toEqual(['order.confirm 2']);
  });
});

describe('a history', () => {
  const told = async (filter: { orderId: string } | { backorderId: string }) => {
    const page = await readHistory(reading.queries, filter, { limit: 50 });
    const { data } = historyPage.parse(JSON.parse(JSON.stringify(page)));
    return data.map(
      (e) =>
        `${e.action} ${e.recordType} ${e.recordId}${e.action === 'allocation.decide' ? ` ${e.changes.sku} ${e.changes.quantity} ${e.changes.reason}` : ''}`,
    );
  };
  it('of an order tells of its backorders, and of who got what when', async () => {
    expect(await told({ orderId: '1' })).toEqual([
      'backorder.create backorder 2',
      'allocation.decide allocation_run 2 PILS 5 served',
      'backorder.create backorder 1',
      'fulfillment.record fulfillment 1',
      'allocation.decide allocation_run 1 STOUT 10 served',
      'allocation.decide allocation_run 1 PILS 15 supply_used_up',
      'order.confirm order 1',
    ]);
  });
  it('of a backorder leaves out the other backorders of its order', async () => {
    const ofFirst = await told({ backorderId: '1' });
    expect(ofFirst).not.toContain('backorder.create backorder 2');
    expect(ofFirst).toHaveLength(6);
    expect(await told({ backorderId: '2' })).not.toContain('allocation.decide allocation_run 2 PILS 5 served');
  });
  it('comes in pages without a gap', async () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await readHistory(reading.queries, { orderId: '1' }, { limit: 1, cursor });
      if ('refusal' in page) throw new Error('refused');
      ids.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(ids).toHaveLength(7);
    expect(new Set(ids).size).toBe(7);
  });
  it('refuses a cursor of another list', async () => {
    const cursor = Buffer.from('["now",1,"x"]').toString('base64url');
    expect(await readHistory(reading.queries, { orderId: '1' }, { limit: 1, cursor })).toMatchObject({
      refusal: { code: 'invalid_request' },
    });
  });
});
