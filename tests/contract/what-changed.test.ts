import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill, pick, ship } from '#tests/stories/acts.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { buildWorld, order, receive, type World } from '#tests/support/world.ts';

let company: TestCompany;
let admin: Client;
let world: World;
let placed: any;
beforeAll(async () => {
  company = await openTestCompany();
  admin = company.as('administrator');
  world = await buildWorld(admin, { MALBEC: 6 });
  placed = await order(admin, world, { MALBEC: 10 });
  await ship(admin, await pick(admin, placed, [{ picked: 6, short: 4 }]));
});
afterAll(() => company.close());

/** Every list of records that change. */
const LISTS = [
  'customers',
  'products',
  'variants',
  'suppliers',
  'warehouses',
  'deals',
  'orders',
  'backorders',
  'fulfillments',
  'purchase-orders',
  'follow-ups',
  'invoices',
  'credit-notes',
  'shipments',
  'returns',
];
const BEGINNING = '2000-01-01T00:00:00Z';

/** All that changed since, page after page. */
async function changed(list: string, since: string, limit = 2): Promise<any[]> {
  const rows: any[] = [];
  let cursor = '';
  do {
    const { status, body } = await admin.get(
      `/${list}?limit=${limit}&updatedSince=${encodeURIComponent(since)}${cursor && `&cursor=${cursor}`}`,
    );
    expect(status, JSON.stringify(body)).toBe(200);
    rows.push(...body.data);
    cursor = body.nextCursor;
  } while (cursor);
  return rows;
}
const ids = (rows: any[]) => rows.map(({ id }) => id);

describe('a program that asks what changed', () => {
  it.each(LISTS)('reads %s in the order of the changes, each once, whatever the size of a page', async (list) => {
    const rows = await changed(list, BEGINNING);
    expect(rows.map(({ updatedAt }) => updatedAt)).toEqual(rows.map(({ updatedAt }) => updatedAt).sort());
    expect(new Set(ids(rows)).size).toBe(rows.length);
    expect(ids(await changed(list, BEGINNING, 200))).toEqual(ids(rows));
    const last = rows.at(-1);
    if (last) expect(ids(await changed(list, last.updatedAt))).toContain(last.id);
    expect(await changed(list, '2999-01-01T00:00:00Z')).toEqual([]);
  });

  it('is given what is closed as well as what is open', async () => {
    const [{ id, updatedAt }] = await changed('backorders', BEGINNING);
    await receive(admin, world, 'MALBEC', 4);
    const backorder = (await admin.get(`/backorders/${id}`)).body;
    await ship(admin, await fill(admin, backorder, [4]));
    expect(await changed('backorders', updatedAt)).toMatchObject([{ id, status: 'fulfilled', outstanding: 0 }]);
    expect((await changed('orders', updatedAt)).at(-1)).toMatchObject({ id: placed.id, shipped: 10 });
    expect((await changed('fulfillments', updatedAt)).map(({ status }) => status)).toContain('shipped');
    expect((await changed('invoices', BEGINNING)).length).toBe(2);
    await admin.get(`/backorders/${id}`);
    expect((await admin.get(`/backorders?status=open&updatedSince=${BEGINNING}`)).body.data).toEqual([]);
  });

  it('reads what becomes of goods after they left: the shipment, what comes back, and what is charged', async () => {
    const [{ id: shipmentId, fulfillments, updatedAt: left }] = await changed('shipments', BEGINNING);
    const [invoice] = await changed('invoices', BEGINNING);
    expect(await changed('credit-notes', BEGINNING)).toEqual([]);
    const delivery = await admin.post(`/fulfillments/${fulfillments[0].id}/deliveries`, { receivedBy: 'Ann' });
    expect(delivery.status, JSON.stringify(delivery.body)).toBe(201);
    expect((await changed('shipments', left)).at(-1)).toMatchObject({ id: shipmentId, status: 'delivered' });

    const shown = (await admin.get(`/fulfillments/${fulfillments[0].id}`)).body;
    const [back] = await changed('stock', BEGINNING);
    const made = await admin.post('/returns', {
      fulfillmentId: shown.id,
      lines: [{ fulfillmentLineId: shown.lines[0].id, quantity: 2, reason: 'quality', disposition: 'undecided' }],
      credit: true,
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(await changed('credit-notes', BEGINNING)).toMatchObject([{ fulfillmentId: shown.id }]);
    expect((await changed('invoices', BEGINNING)).at(-1)).toMatchObject({ id: invoice.id });
    const { updatedAt } = (await changed('returns', BEGINNING)).at(-1);
    expect((await changed('stock', back.updatedAt)).length).toBe(1);
    await admin.post(`/returns/${made.body.id}/dispositions`, {
      lines: [{ returnLineId: made.body.lines[0].id, quantity: 2, disposition: 'restock' }],
    });
    expect((await changed('returns', updatedAt)).at(-1)).toMatchObject({ lines: [{ undecided: 0 }] });
    const [moved] = await changed('stock', back.updatedAt);
    expect(moved.updatedAt > back.updatedAt).toBe(true);
  });

  it('reads stock whose bin is another one, and nothing when it is the same', async () => {
    const since = (await changed('stock', BEGINNING)).at(-1).updatedAt;
    const lies = async (bin: string | null) => {
      await admin.post('/bins', { variantId: world.variants.MALBEC, warehouseId: world.warehouseId, bin });
      return (await changed('stock', since)).at(-1);
    };
    const placed = await lies('A-01-2');
    expect([placed.bin, placed.updatedAt > since]).toEqual(['A-01-2', true]);
    expect((await lies('A-01-2')).updatedAt).toBe(placed.updatedAt);
    const moved = await lies(null);
    expect([moved.bin, moved.updatedAt > placed.updatedAt]).toEqual([null, true]);
  });

  it('waits for what began before and has not ended, and then reads it', async () => {
    const slow = await company.database.connect();
    const since = (await changed('orders', BEGINNING)).at(-1)?.updatedAt;
    const other = await order(admin, world, { MALBEC: 1 });
    await slow.query('begin');
    await slow.query('update orders set version = version + 1 where id = $1', [placed.id]);
    await pause(5);
    const later = await order(admin, world, { MALBEC: 1 });
    const before = ids(await changed('orders', since));
    expect(before).toContain(other.id);
    expect(before).not.toContain(later.id);
    await slow.query('commit');
    slow.release();
    const after = ids(await changed('orders', since));
    expect(after.slice(-2)).toEqual([placed.id, later.id]);
  });

  it('that goes on from the last change it read misses none of many at once', async () => {
    const seen = new Map<string, number>();
    let since = BEGINNING;
    let isOver = false;
    const poll = async () => {
      for (const row of await changed('customers', since, 3)) {
        seen.set(row.id, row.version);
        since = row.updatedAt;
      }
    };
    const poller = (async () => {
      while (!isOver) await poll();
    })();
    const made = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        admin.post('/customers', { accountNumber: `POLL-${index}`, name: `Shop ${index}` }),
      ),
    );
    await Promise.all(
      made.map(async ({ body }) => {
        for (let change = 1; change <= 5; change += 1) {
          const reply = await admin.patch(`/customers/${body.id}`, { phone: `515 555 010${change}` });
          expect(reply.status, JSON.stringify(reply.body)).toBe(200);
        }
      }),
    );
    isOver = true;
    await poller;
    await poll();
    for (const { body } of made) expect(seen.get(body.id), body.id).toBe(6);
  });

  it('is refused an instant that is none', async () => {
    expect((await admin.get('/orders?updatedSince=yesterday')).body).toMatchObject({ code: 'invalid_request' });
    const { nextCursor } = (await admin.get('/customers?limit=1')).body;
    expect((await admin.get(`/customers?limit=1&updatedSince=${BEGINNING}&cursor=${nextCursor}`)).body.code).toBe(
      'invalid_request',
    );
  });
});
