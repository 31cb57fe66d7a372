import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Route, routes } from '#contract/routes.ts';
import { pick } from '#tests/stories/acts.ts';
import { openBalancedCompany } from '#tests/stories/balanced-company.ts';
import { buildWorld, buy, order, receive, stockOf, type World } from '#tests/support/world.ts';

const TIMES = 50;

/** A request, and another one of its kind: what is sent with the key of the first is refused. */
type Sent = { path: string; body: object; other: object };

describe('the same request sent many times at once', () => {
  const story = openBalancedCompany();

  /** Each makes a request that moves stock, money or demand, on a world of its own with 20 on hand. */
  const requests: Record<string, (world: World) => Promise<Sent>> = {
    'a count': async (world) => ({
      path: '/stock-adjustments',
      body: { variantId: world.variants.MALBEC, warehouseId: world.warehouseId, difference: 5, reason: 'found' },
      other: { variantId: world.variants.MALBEC, warehouseId: world.warehouseId, difference: 6, reason: 'found' },
    }),
    'an order': async (world) => {
      const { customerId, warehouseId } = world;
      const of = (quantity: number) => ({
        ...{ customerId, warehouseId, confirm: true },
        lines: [{ variantId: world.variants.MALBEC, quantity }],
      });
      return { path: '/orders', body: of(3), other: of(4) };
    },
    'a receipt': async (world) => {
      const bought = await buy(story.admin, world, 'MALBEC', 10);
      return {
        path: `/purchase-orders/${bought.id}/receipts`,
        body: { lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity: 10 }] },
        other: { lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity: 9 }] },
      };
    },
    'a pick of an order': async (world) => {
      const placed = await order(story.admin, world, { MALBEC: 20 });
      return {
        path: `/orders/${placed.id}/fulfillments`,
        body: { lines: [{ orderLineId: placed.lines[0].id, picked: 4, short: 1 }], shipment: {} },
        other: { lines: [{ orderLineId: placed.lines[0].id, picked: 4, short: 1 }] },
      };
    },
    'a pick of a backorder': async (world) => {
      const placed = await order(story.admin, world, { SYRAH: 9 });
      await receive(story.admin, world, 'SYRAH', 9);
      const backorder = (await story.admin.get(`/backorders/${placed.backorders[0].id}`)).body;
      return {
        path: `/backorders/${backorder.id}/fulfillments`,
        body: { lines: [{ backorderLineId: backorder.lines[0].id, quantity: 4 }] },
        other: { lines: [{ backorderLineId: backorder.lines[0].id, quantity: 5 }] },
      };
    },
    'a shipment': async (world) => {
      const placed = await order(story.admin, world, { MALBEC: 6 });
      const picked = await pick(story.admin, placed, [{ picked: 6 }]);
      return { path: `/fulfillments/${picked.id}/shipments`, body: { carrier: 'UPS' }, other: { carrier: 'FedEx' } };
    },
    'goods that go again': lostOnTheWay('reshipments'),
    'goods that are credited': lostOnTheWay('credits'),
    'goods that come back': async (world) => {
      const { delivered, of } = await deliveredTo(world);
      return { path: '/returns', body: of(delivered, 2), other: of(delivered, 1) };
    },
    'goods that came back and are put on the shelf': async (world) => {
      const { delivered, of } = await deliveredTo(world);
      const { body: returned } = await story.admin.post('/returns', of(delivered, 3));
      const put = (quantity: number) => ({
        lines: [{ returnLineId: returned.lines[0].id, quantity, disposition: 'restock' }],
      });
      return { path: `/returns/${returned.id}/dispositions`, body: put(2), other: put(1) };
    },
  };

  async function deliveredTo(world: World) {
    const placed = await order(story.admin, world, { MALBEC: 6 });
    const delivered = await pick(story.admin, placed, [{ picked: 6 }], { shipment: {}, delivery: {} });
    const of = ({ id, lines }: { id: string; lines: { id: string }[] }, quantity: number) => ({
      fulfillmentId: id,
      lines: [{ fulfillmentLineId: lines[0]?.id, quantity, reason: 'damaged' }],
    });
    return { delivered, of };
  }

  function lostOnTheWay(act: 'reshipments' | 'credits') {
    return async (world: World) => {
      const placed = await order(story.admin, world, { MALBEC: 6 });
      const shipped = await pick(story.admin, placed, [{ picked: 6 }], { shipment: {} });
      return { path: `/fulfillments/${shipped.id}/${act}`, body: { note: 'Lost' }, other: { note: 'Lost again' } };
    };
  }

  const effects = async () =>
    (
      await story.company.database.query(
        `select (select count(*) from stock_movements) as movements, (select count(*) from orders) as orders,
           (select count(*) from receipts) as receipts, (select count(*) from fulfillments) as fulfillments,
           (select count(*) from shipments) as shipments, (select count(*) from invoices) as invoices,
           (select count(*) from demand_entries) as demand, (select count(*) from audit_events) as audit`,
      )
    ).rows[0];

  for (const [name, make] of Object.entries(requests)) {
    it(`${name}: has one effect and one answer`, async () => {
      const { admin } = story;
      const world = await buildWorld(admin, { MALBEC: 20, SYRAH: 0 });
      const { path, body, other } = await make(world);
      const key = randomUUID();
      const send = () => admin.post(path, body, { 'idempotency-key': key });
      const replies = await Promise.all(Array.from({ length: TIMES }, send));
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
      for (const reply of replies) expect(reply.body).toEqual(replies[0]?.body);
      const after = await effects();
      expect((await send()).body).toEqual(replies[0]?.body);
      expect(await effects()).toEqual(after);

      const reused = await admin.post(path, other, { 'idempotency-key': key });
      expect(reused.body).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
      expect(await effects()).toEqual(after);
    });
  }

  it('is refused with a field it does not have, and its key stays good', async () => {
    const { admin } = story;
    const { path, body } = await (requests['a shipment'] as (world: World) => Promise<Sent>)(
      await buildWorld(admin, { MALBEC: 20 }),
    );
    const key = { 'idempotency-key': randomUUID() };
    const refused = await admin.post(path, { ...body, notAField: 'other' }, key);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/notAField' }] } });
    const sent = await admin.post(path, body, key);
    expect(sent.status).toBe(201);
    expect((await admin.post(path, { ...body, notAField: 'other' }, key)).body.code).toBe('invalid_request');
    expect((await admin.post(path, body, key)).body).toEqual(sent.body);
  });

  it('counts once, exactly', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 20 });
    const key = randomUUID();
    const body = { variantId: world.variants.MALBEC, warehouseId: world.warehouseId, difference: 5, reason: 'found' };
    await Promise.all(
      Array.from({ length: TIMES }, () => admin.post('/stock-adjustments', body, { 'idempotency-key': key })),
    );
    expect((await stockOf(admin, world, 'MALBEC')).onHand).toBe(25);
    const reused = await admin.post('/stock-adjustments', { ...body, difference: 6 }, { 'idempotency-key': key });
    expect(reused.body).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    expect((await stockOf(admin, world, 'MALBEC')).onHand).toBe(25);
  });

  it('is another request for another record in the path', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 20 });
    const [one, two] = [await order(admin, world, { MALBEC: 2 }), await order(admin, world, { MALBEC: 2 })];
    const key = { 'idempotency-key': randomUUID() };
    const pickOf = (placed: any, path = placed.id) =>
      admin.post(`/orders/${path}/fulfillments`, { lines: [{ orderLineId: placed.lines[0].id, picked: 2 }] }, key);
    expect((await pickOf(one)).status).toBe(201);
    expect((await pickOf(two)).body.code).toBe('idempotency_key_reused');
  });

  it('may be sent again with the same key after it was refused', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 2 });
    const placed = await order(admin, world, { MALBEC: 5 });
    const key = { 'idempotency-key': randomUUID() };
    const send = (picked: number) =>
      admin.post(`/orders/${placed.id}/fulfillments`, { lines: [{ orderLineId: placed.lines[0].id, picked }] }, key);
    expect((await send(5)).body.code).toBe('more_than_allocated');
    await receive(admin, world, 'MALBEC', 3);
    expect((await send(5)).status).toBe(201);
    expect((await send(4)).body.code).toBe('idempotency_key_reused');
  });

  it('by two people with the same key is two requests', async () => {
    const { admin, company } = story;
    const world = await buildWorld(admin, { MALBEC: 20 });
    const key = { 'idempotency-key': 'monday-count' };
    const body = { variantId: world.variants.MALBEC, warehouseId: world.warehouseId, difference: 1, reason: 'found' };
    const replies = await Promise.all(
      (['administrator', 'manager', 'warehouse'] as const).flatMap((role) =>
        Array.from({ length: 5 }, () => company.as(role).post('/stock-adjustments', body, key)),
      ),
    );
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(3);
    expect((await stockOf(admin, world, 'MALBEC')).onHand).toBe(23);
  });

  it('needs its key wherever stock or money moves', async () => {
    const { admin, company } = story;
    const sent: Sent[] = [];
    for (const make of Object.values(requests))
      sent.push(await make(await buildWorld(admin, { MALBEC: 20, SYRAH: 0 })));
    sent.push(
      { path: '/backorder-fulfillments', body: { backorderIds: ['1'] }, other: {} },
      { path: '/receipts/1/reversals', body: {}, other: {} },
      { path: '/shipments/1/departures', body: {}, other: {} },
      { path: '/stock-adjustments/1/reversals', body: {}, other: {} },
      {
        path: '/variants/1/fills',
        body: { warehouseId: '1', lines: [{ backorderLineId: '1', quantity: 1 }] },
        other: {},
      },
    );
    const before = await effects();
    const required = Object.entries(routes as Record<string, Route>).filter(([, route]) => route.idempotencyKey);
    const tried: string[] = [];
    for (const { path, body } of sent.filter(({ path }) => path !== '/orders')) {
      const response = await fetch(`${company.origin}/api/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${company.keys.administrator}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect([path, response.status, (await response.json()).code]).toEqual([path, 400, 'idempotency_key_required']);
      tried.push(path.replace(/\/\d+/, '/{id}'));
    }
    expect(tried.sort()).toEqual(required.map(([, { path }]) => path).sort());
    expect(await effects()).toEqual(before);
  });
});
