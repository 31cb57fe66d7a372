import { describe, expect, it } from 'vitest';
import { backorderOf, cancel, fill, made, pick, readOrder } from '#tests/stories/acts.ts';
import { openBalancedCompany } from '#tests/stories/balanced-company.ts';
import type { Reply } from '#tests/support/test-company.ts';
import { adjust, buildWorld, buy, order, receive, stockOf } from '#tests/support/world.ts';
import { eightClients, tally } from './eight-clients.ts';

/** How often each race is run: who wins is chance, what may come of it is not. */
const RACES = 6;
const races = (race: () => Promise<void>) => async () => {
  for (let count = 0; count < RACES; count += 1) await race();
};

describe('two people at the same moment', () => {
  const story = openBalancedCompany();
  const both = (...calls: Promise<Reply>[]) => Promise.all(calls);

  async function readyBackorder(quantity: number) {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: quantity });
    await receive(admin, world, 'MALBEC', quantity);
    const backorder = await backorderOf(admin, placed);
    const filling = (asked: number, parts: object = {}) =>
      admin.post(`/backorders/${backorder.id}/fulfillments`, {
        lines: [{ backorderLineId: backorder.lines[0].id, quantity: asked }],
        ...parts,
      });
    return { admin, world, placed, backorder, filling };
  }

  it(
    'filling one backorder never exceed what is outstanding, and the loser gets the true figure',
    races(async () => {
      const { admin, placed, filling } = await readyBackorder(10);
      const replies = await both(filling(7), filling(7));
      expect(tally(replies)).toEqual({ 201: 1, more_than_outstanding: 1 });
      expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({
        unpicked: 3,
        sku: expect.any(String),
      });
      expect((await filling(3)).status).toBe(201);
      expect((await backorderOf(admin, placed)).lines[0]).toMatchObject({ picked: 10, outstanding: 10 });
    }),
  );

  it('filling one backorder in many small parts fill it exactly', async () => {
    const { admin, placed, filling } = await readyBackorder(12);
    const replies = await both(...Array.from({ length: 20 }, () => filling(1, { shipment: {} })));
    const { 201: filled, ...refused } = tally(replies);
    expect(filled).toBe(12);
    expect(refused).toEqual({ nothing_outstanding: 8 });
    expect(await backorderOf(admin, placed)).toMatchObject({ status: 'fulfilled', fulfilled: 12, outstanding: 0 });
  });

  it(
    'cancelling and shipping: one wins, and the other is refused with the present state',
    races(async () => {
      const { admin, world, placed, backorder, filling } = await readyBackorder(5);
      const [shipped, cancelled] = await both(
        filling(5, { shipment: {} }),
        admin.post(`/backorders/${backorder.id}/cancellations`, { reason: 'customer_requested' }),
      );
      const now = await backorderOf(admin, placed);
      if (shipped?.status === 201) {
        expect(cancelled?.body).toMatchObject({
          status: 409,
          code: 'nothing_to_cancel',
          backorderStatus: 'fulfilled',
          fulfilled: 5,
          outstanding: 0,
        });
        expect(now).toMatchObject({ status: 'fulfilled', fulfilled: 5, cancelled: 0 });
      } else {
        expect(cancelled?.status).toBe(201);
        expect(shipped?.body).toMatchObject({
          status: 409,
          code: 'nothing_outstanding',
          backorderStatus: 'cancelled',
        });
        expect(now).toMatchObject({ status: 'cancelled', fulfilled: 0, cancelled: 5 });
        expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 5, allocated: 0 });
      }
    }),
  );

  it(
    'cancelling what is picked and shipping it: either it left, or it is put back',
    races(async () => {
      const { admin, world, placed, backorder } = await readyBackorder(5);
      const picked = await fill(admin, backorder, [5]);
      const [shipped, cancelled] = await both(
        admin.post(`/fulfillments/${picked.id}/shipments`),
        admin.post(`/backorders/${backorder.id}/cancellations`, { reason: 'customer_requested' }),
      );
      const tasks = (await admin.get(`/put-back-tasks?warehouseId=${world.warehouseId}`)).body.data;
      const now = await backorderOf(admin, placed);
      if (shipped?.status === 201) {
        expect(cancelled?.body).toMatchObject({ code: 'nothing_to_cancel', fulfilled: 5 });
        expect([now.status, tasks.length]).toEqual(['fulfilled', 0]);
      } else {
        expect(shipped?.body).toMatchObject({ status: 409, code: 'fulfillment_voided' });
        expect([now.status, tasks.length]).toEqual(['cancelled', 1]);
        made(await admin.post(`/put-back-tasks/${tasks[0].id}/completions`));
      }
    }),
  );

  it('receiving the same purchase order count both deliveries when both say so', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: 10 });
    const bought = await buy(admin, world, 'MALBEC', 10);
    const receipt = () =>
      admin.post(`/purchase-orders/${bought.id}/receipts`, {
        lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity: 6 }],
        confirmed: true,
      });
    const replies = await both(receipt(), receipt());
    expect(tally(replies)).toEqual({ 201: 2 });
    expect(replies.map(({ body }) => body.allocated).sort()).toEqual([4, 6]);
    expect((await admin.get(`/purchase-orders/${bought.id}`)).body.lines[0]).toMatchObject({
      received: 12,
      remaining: 0,
    });
    expect(await backorderOf(admin, placed)).toMatchObject({ status: 'ready_to_fulfill', allocated: 10 });
  });

  it(
    'shipping, or delivering, the same fulfillment: it happens once',
    races(async () => {
      const { admin } = story;
      const world = await buildWorld(admin, { MALBEC: 5 });
      const picked = await pick(admin, await order(admin, world, { MALBEC: 5 }), [{ picked: 5 }]);
      const act = (name: string) => admin.post(`/fulfillments/${picked.id}/${name}`);
      expect(tally(await both(act('shipments'), act('shipments')))).toEqual({ 201: 1, fulfillment_already_shipped: 1 });
      expect(tally(await both(act('deliveries'), act('deliveries')))).toEqual({
        201: 1,
        fulfillment_already_delivered: 1,
      });
      expect((await stockOf(admin, world, 'MALBEC')).onHand).toBe(0);
    }),
  );

  it(
    'voiding and shipping the same fulfillment: one of them holds',
    races(async () => {
      const { admin } = story;
      const world = await buildWorld(admin, { MALBEC: 5 });
      const placed = await order(admin, world, { MALBEC: 5 });
      const picked = await pick(admin, placed, [{ picked: 5 }]);
      const [shipped, voided] = await both(
        admin.post(`/fulfillments/${picked.id}/shipments`),
        admin.post(`/fulfillments/${picked.id}/voids`, { reason: 'wrong pallet' }),
      );
      const [line] = (await readOrder(admin, placed)).lines;
      if (shipped?.status === 201) {
        expect(voided?.body.code).toBe('fulfillment_already_shipped');
        expect(line).toMatchObject({ fulfilled: 5, allocated: 0 });
      } else {
        expect(shipped?.body.code).toBe('fulfillment_voided');
        expect(line).toMatchObject({ fulfilled: 0, allocated: 5, picked: 0 });
      }
    }),
  );

  it(
    'picking what another counts away: whoever comes second sees what the first left',
    races(async () => {
      const { admin } = story;
      const world = await buildWorld(admin, { MALBEC: 10 });
      const placed = await order(admin, world, { MALBEC: 10 });
      const stock = { variantId: world.variants.MALBEC, warehouseId: world.warehouseId };
      const [picked, counted] = await both(
        admin.post(`/orders/${placed.id}/fulfillments`, { lines: [{ orderLineId: placed.lines[0].id, picked: 8 }] }),
        admin.post('/stock-adjustments', { ...stock, countedQuantity: 4, reason: 'count' }),
      );
      const now = await stockOf(admin, world, 'MALBEC');
      if (picked?.status === 201) {
        expect(counted?.body).toMatchObject({ difference: -6, posted: -2, exceptionId: expect.any(String) });
        expect(now).toMatchObject({ onHand: 8, allocated: 8 });
      } else {
        expect(picked?.body).toMatchObject({ code: 'more_than_allocated', allocated: 4 });
        expect(counted?.body).toMatchObject({ posted: -6, exceptionId: null });
        expect(now).toMatchObject({ onHand: 4, allocated: 4 });
      }
    }),
  );

  it('putting the same goods back: they are free once', async () => {
    const { admin, world, backorder } = await readyBackorder(5);
    await fill(admin, backorder, [5]);
    await cancel(admin, `/backorders/${backorder.id}`);
    const [task] = (await admin.get(`/put-back-tasks?warehouseId=${world.warehouseId}`)).body.data;
    const done = () => admin.post(`/put-back-tasks/${task.id}/completions`);
    expect(tally(await both(done(), done(), done()))).toEqual({ 201: 1, put_back_already_done: 2 });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 5, allocated: 0, available: 5 });
  });

  it('confirming the same draft: it stands in the queue once', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const draft = await order(admin, world, { MALBEC: 5 }, { confirm: false });
    const confirm = () => admin.post(`/orders/${draft.id}/confirmations`);
    expect(tally(await both(confirm(), confirm(), confirm()))).toEqual({ 201: 1, order_not_draft: 2 });
    expect((await stockOf(admin, world, 'MALBEC')).waiting).toBe(5);
  });

  it('ordering the same items in opposite order never block each other', async () => {
    const { admin, company } = story;
    const world = await buildWorld(admin, { MALBEC: 60, SYRAH: 60, RIOJA: 60 });
    const clients = await eightClients(company);
    const forwards = Object.keys(world.variants);
    const replies = await Promise.all(
      Array.from({ length: 160 }, async (_, index) => {
        const client = clients[index % clients.length] as (typeof clients)[number];
        const skus = index % 2 === 0 ? forwards : [...forwards].reverse();
        const placed = await client.post('/orders', {
          customerId: world.customerId,
          warehouseId: world.warehouseId,
          lines: skus.map((sku) => ({ variantId: world.variants[sku], quantity: 1 })),
          confirm: true,
          shipPolicy: index % 5 === 0 ? 'complete' : 'partial',
        });
        if (placed.status !== 201) return [placed];
        const lines = placed.body.lines.filter(({ open, allocated }: any) => open > 0 && allocated > 0);
        if (lines.length === 0) return [placed];
        const act =
          index % 3 === 0
            ? await client.post(`/orders/${placed.body.id}/cancellations`, { reason: 'customer_requested' })
            : await client.post(`/orders/${placed.body.id}/fulfillments`, {
                lines: lines.map(({ id }: any) => ({ orderLineId: id, picked: 1 })).reverse(),
                shipment: {},
              });
        return [placed, act];
      }),
    );
    expect(tally(replies.flat().filter(({ status }) => status !== 201))).toEqual({});
    const { rows } = await company.database.query(
      'select deadlocks::integer from pg_stat_database where datname = current_database()',
    );
    expect(rows).toEqual([{ deadlocks: 0 }]);
  });

  it('counting and dealing stock while others order and receive break nothing', async () => {
    const { admin, company } = story;
    const world = await buildWorld(admin, { MALBEC: 20, SYRAH: 20 });
    const [one, two, three, four] = await eightClients(company);
    const variantIds = Object.values(world.variants);
    const twelve = Array.from({ length: 12 }, (_, index) => index);
    await Promise.all([
      ...twelve.map(() => order(one as never, world, { MALBEC: 3, SYRAH: 2 })),
      ...twelve.map(() => order(two as never, world, { SYRAH: 3, MALBEC: 2 }, { shipPolicy: 'complete' })),
      ...twelve.map((index) =>
        adjust(three as never, {
          variantId: variantIds[index % 2] as string,
          warehouseId: world.warehouseId,
          countedQuantity: 10 + index,
        }),
      ),
      ...twelve.map(() => receive(four as never, world, 'MALBEC', 2)),
      ...twelve.map(async () =>
        made(await admin.post('/allocation-runs', { variantIds, warehouseId: world.warehouseId })),
      ),
    ]);
    const stock = await stockOf(admin, world, 'MALBEC');
    expect(stock.allocated).toBeLessThanOrEqual(stock.onHand);
  });
});
