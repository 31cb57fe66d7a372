import { describe, expect, it } from 'vitest';
import { buildWorld, buy, stockOf, type World } from '#tests/support/world.ts';
import { made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('one delivery in two hands', () => {
  const story = openBalancedCompany();

  async function bought(quantity = 20) {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const order = await buy(admin, world, 'MALBEC', quantity);
    const receive = (units: number, headers: Record<string, string> = {}, more: object = {}) =>
      admin.post(
        `/purchase-orders/${order.id}/receipts`,
        { lines: [{ purchaseOrderLineId: order.lines[0].id, quantity: units }], ...more },
        headers,
      );
    const onHand = async (of: World = world) => (await stockOf(admin, of, 'MALBEC')).onHand;
    return { admin, world, order, receive, onHand };
  }

  it('tells the second who booked what and when, and books nothing', async () => {
    const { order, receive, onHand } = await bought();
    const seen = { 'if-match': `"${order.version}"` };
    const first = made(await receive(20, seen));
    const second = await receive(20, seen);
    expect(second.body).toMatchObject({
      status: 412,
      code: 'changed_meanwhile',
      version: order.version + 1,
      changes: [
        {
          actor: expect.any(String),
          at: first.receivedAt,
          action: 'purchase_order.receive',
          changes: { receipt: first.number, lines: [{ quantity: 20 }] },
        },
      ],
    });
    expect(await onHand()).toBe(20);
  });

  it('asks without a version too, and receives anyway once that is decided', async () => {
    const { admin, order, receive, onHand } = await bought();
    const first = made(await receive(20));
    const second = await receive(20);
    expect(second.body).toMatchObject({
      status: 409,
      code: 'quantity_unconfirmed',
      lines: [
        { purchaseOrderLineId: order.lines[0].id, ordered: 20, received: 20, remaining: 0, quantity: 20, over: 20 },
      ],
      receipts: [{ number: first.number, quantity: 20, receivedBy: expect.any(String), receivedAt: first.receivedAt }],
      errors: [{ pointer: '#/lines/0/quantity', detail: 'is 20 more than the 0 still to come' }],
    });
    expect(await onHand()).toBe(20);
    const { version } = (await admin.get(`/purchase-orders/${order.id}`)).body;
    made(await receive(20, { 'if-match': `"${version}"` }, { confirmed: true }));
    expect(await onHand()).toBe(40);
  });

  it('at the same moment books it once', async () => {
    const { order, receive, onHand } = await bought();
    const seen = { 'if-match': `"${order.version}"` };
    const replies = await Promise.all([receive(20, seen), receive(20, seen), receive(20), receive(20)]);
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await onHand()).toBe(20);
  });

  it('is one receipt however often the same click arrives', async () => {
    const { order, receive, onHand } = await bought();
    const click = { 'if-match': `"${order.version}"`, 'idempotency-key': `click-${order.id}` };
    const replies = await Promise.all([receive(20, click), receive(20, click), receive(20, click)]);
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.number}`)).size).toBe(1);
    expect(await onHand()).toBe(20);
  });

  it('refuses a version that cannot be read', async () => {
    const { receive, onHand } = await bought();
    for (const unreadable of ['3', '"three"', '"1", "2"', ''])
      expect((await receive(20, { 'if-match': unreadable })).body).toMatchObject({
        status: 422,
        code: 'invalid_request',
        errors: [{ pointer: '#/headers/if-match' }],
      });
    expect(await onHand()).toBe(0);
  });
});

describe('a number too large', () => {
  const story = openBalancedCompany();

  it('is asked about in figures before a receipt is booked', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const order = await buy(admin, world, 'MALBEC', 20);
    const receive = (quantity: number, more = {}) =>
      admin.post(`/purchase-orders/${order.id}/receipts`, {
        lines: [{ purchaseOrderLineId: order.lines[0].id, quantity }],
        ...more,
      });
    expect((await receive(43_423)).body).toMatchObject({
      code: 'quantity_unconfirmed',
      lines: [{ remaining: 20, over: 43_403 }],
      receipts: [],
    });
    expect((await receive(43_423, { confirmed: false })).status).toBe(409);
    expect((await stockOf(admin, world, 'MALBEC')).onHand).toBe(0);
    made(await receive(21, { confirmed: true }));
  });

  it('is asked about in figures before it is ordered, by a draft as by an order, and by a change of one', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 240 });
    const line = (quantity: number) => ({ variantId: world.variants.MALBEC, quantity });
    const take = (confirm: boolean, quantity: number, more = {}) =>
      admin.post('/orders', { customerId: world.customerId, lines: [line(1), line(quantity)], confirm, ...more });
    const doubt = (at: number, known: number) => ({
      status: 409,
      code: 'quantity_unconfirmed',
      errors: [{ pointer: `#/lines/${at}/quantity` }],
      lines: [{ ...line(43_423), known, over: 43_423 - known }],
    });
    for (const confirm of [false, true]) expect((await take(confirm, 43_423)).body).toMatchObject(doubt(1, 240));
    expect((await take(true, 43_423, { confirmed: false })).status).toBe(409);
    const draft = made(await take(false, 12));
    const order = made(await take(true, 12));
    for (const { id, lines } of [draft, order]) {
      const kept = { orderLineId: lines[0].id, quantity: 1 };
      const raise = (quantity: number, more = {}) =>
        admin.patch(`/orders/${id}`, { lines: [kept, { orderLineId: lines[1].id, quantity }], ...more });
      expect((await raise(43_423)).body).toMatchObject(doubt(1, 240));
      const added = await admin.patch(`/orders/${id}`, { lines: [kept, line(43_423)] });
      expect(added.body).toMatchObject(doubt(1, 240));
    }
    const raised = { lines: [{ orderLineId: order.lines[1].id, quantity: 9_999 }] };
    expect((await admin.patch(`/orders/${order.id}`, raised)).status).toBe(200);
    made(await take(true, 43_423, { confirmed: true }));
    // What was sold once is no surprise, more of it is.
    made(await take(true, 43_423));
    expect((await take(true, 200_000)).status).toBe(409);
  });

  it('is asked about before it is bought, but for what waits', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const purchase = (quantity: number, more = {}) =>
      admin.post('/purchase-orders', {
        supplierId: world.supplierId,
        warehouseId: world.warehouseId,
        lines: [{ variantId: world.variants.MALBEC, quantity }],
        ...more,
      });
    const doubt = { code: 'quantity_unconfirmed', lines: [{ known: 0, quantity: 43_423, over: 43_423 }] };
    expect((await purchase(43_423)).body).toMatchObject(doubt);
    made(await purchase(9_999));
    const body = { customerId: world.customerId, lines: [{ variantId: world.variants.MALBEC, quantity: 12_000 }] };
    made(await admin.post('/orders', { ...body, warehouseId: world.warehouseId, confirm: true, confirmed: true }));
    made(await purchase(12_000));
    expect((await purchase(43_423)).body).toMatchObject({ lines: [{ known: 12_000, over: 31_423 }] });
    made(await purchase(43_423, { confirmed: true }));
  });

  it.each([
    { known: 12, counted: 120, says: 'would make it 120 where 12 are on record: 108 more' },
    { known: 0, counted: 43_423, says: 'would make it 43423 where 0 are on record: 43423 more' },
  ])('is asked about before a count of $counted is recorded', async ({ known, counted, says }) => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: known });
    const stock = { variantId: world.variants.MALBEC, warehouseId: world.warehouseId, reason: 'count' };
    const refused = await admin.post('/stock-adjustments', { ...stock, countedQuantity: counted });
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'quantity_unconfirmed',
      errors: [{ pointer: '#/countedQuantity', detail: says }],
      lines: [{ known, quantity: counted, over: counted - known }],
    });
    const adjusted = await admin.post('/stock-adjustments', { ...stock, difference: counted - known });
    expect(adjusted.body).toMatchObject({ code: 'quantity_unconfirmed', errors: [{ pointer: '#/difference' }] });
    made(await admin.post('/stock-adjustments', { ...stock, countedQuantity: counted, confirmed: true }));
    expect((await stockOf(admin, world, 'MALBEC')).onHand).toBe(counted);
  });
});
