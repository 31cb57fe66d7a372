import { describe, expect, it } from 'vitest';
import { addCustomer, buildWorld, order, receive, stockOf } from '#tests/support/world.ts';
import { backorderOf, cancel, fill, made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('what was cancelled', () => {
  const story = openBalancedCompany();

  async function twoWaiting() {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const first = await order(admin, world, { MALBEC: 10 });
    const next = await order(admin, { ...world, customerId: await addCustomer(admin) }, { MALBEC: 6 });
    await receive(admin, world, 'MALBEC', 8);
    return { admin, world, first, next, backorder: await backorderOf(admin, first) };
  }

  it('is said before it happens: units, value, what is put back, who gets the rest, and nothing is changed', async () => {
    const { admin, world, next, backorder } = await twoWaiting();
    await fill(admin, backorder, [3]);
    const before = [await stockOf(admin, world, 'MALBEC'), (await admin.get(`/backorders/${backorder.id}`)).body];
    const reply = await admin.post(`/backorders/${backorder.id}/cancellation-previews`, {});
    expect(reply.status).toBe(201);
    const waiting = await backorderOf(admin, next);
    expect(reply.body).toMatchObject({
      quantity: 10,
      cancelledValue: { amount: '125.00', currency: 'USD' },
      putBack: 3,
      freed: 5,
      next: [{ backorderNumber: waiting.number, orderNumber: next.number, quantity: 5 }],
      orderStatus: 'cancelled',
      backorderStatus: 'cancelled',
    });
    expect([await stockOf(admin, world, 'MALBEC'), (await admin.get(`/backorders/${backorder.id}`)).body]).toEqual(
      before,
    );

    const done = await cancel(admin, `/backorders/${backorder.id}`);
    expect(done).toMatchObject({ status: reply.body.backorderStatus });
    expect(await backorderOf(admin, next)).toMatchObject({ allocated: 5 });
    const [task] = (await readOrder(admin, { id: backorder.orderId })).putBackTasks;
    expect(task).toMatchObject({ quantity: 3 });
    made(await admin.post(`/put-back-tasks/${task.id}/completions`));
    expect((await readOrder(admin, { id: backorder.orderId })).putBackTasks).toEqual([]);
    expect(await backorderOf(admin, next)).toMatchObject({ allocated: 6 });
  });

  it('says of part of a line what stays, and is refused as the cancellation would be', async () => {
    const { admin, first, backorder } = await twoWaiting();
    const [line] = backorder.lines;
    const lines = [{ backorderLineId: line.id, quantity: 2 }];
    const part = await admin.post(`/backorders/${backorder.id}/cancellation-previews`, { lines });
    expect(part.body).toMatchObject({
      quantity: 2,
      freed: 0,
      putBack: 0,
      next: [],
      backorderStatus: 'ready_to_fulfill',
    });
    const refused = await admin.post(`/backorders/${backorder.id}/cancellation-previews`, {
      lines: [{ backorderLineId: line.id, quantity: 11 }],
    });
    expect(refused.body.code).toBe('more_than_cancellable');
    expect((await admin.post(`/orders/${first.id}/cancellation-previews`)).body).toMatchObject({ quantity: 10 });
  });

  it('leaves on the pick what was picked and what went back, and says where the goods to put back come from', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 6 });
    const placed = await order(admin, world, { MALBEC: 6 });
    const picked = made(
      await admin.post(`/orders/${placed.id}/fulfillments`, {
        lines: [{ orderLineId: placed.lines[0].id, picked: 6, short: 0, lot: 'L7' }],
      }),
    );
    const lines = (quantity: number) => ({ lines: [{ orderLineId: placed.lines[0].id, quantity }] });
    const read = async () => (await admin.get(`/fulfillments/${picked.id}`)).body;
    await cancel(admin, `/orders/${placed.id}`, lines(2));
    expect(await read()).toMatchObject({
      status: 'picked',
      version: picked.version + 1,
      lines: [{ quantity: 4, picked: 6, putBack: 2 }],
    });
    await cancel(admin, `/orders/${placed.id}`, lines(4));
    expect(await read()).toMatchObject({ status: 'voided', lines: [{ quantity: 0, picked: 6, putBack: 6 }] });
    const { data } = (await admin.get(`/put-back-tasks?variantId=${world.variants.MALBEC}`)).body;
    const from = { orderNumber: placed.number, fulfillmentNumber: picked.number, backorderNumber: null, lot: 'L7' };
    expect(data).toMatchObject([
      { ...from, quantity: 2 },
      { ...from, quantity: 4 },
    ]);
    const { lot, fulfillmentNumber } = from;
    expect((await readOrder(admin, placed)).putBackTasks[0]).toMatchObject({ lot, fulfillmentNumber });
    const queue = await admin.get(`/variants/${world.variants.MALBEC}/queue?warehouseId=${world.warehouseId}`);
    expect(queue.body.putBackTasks[0]).toMatchObject({ lot, fulfillmentNumber });
  });

  it('says of each act whether it took all that was left of a line, as it was when it happened', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: 4 });
    const backorder = await backorderOf(admin, placed);
    const lines = [{ backorderLineId: backorder.lines[0].id, quantity: 2 }];
    for (let act = 0; act < 2; act += 1) await cancel(admin, `/backorders/${backorder.id}`, { lines });
    const { data } = (await admin.get(`/cancellations?orderId=${placed.id}`)).body;
    expect(data).toMatchObject([
      { quantity: 2, isWhole: true },
      { quantity: 2, isWhole: false },
    ]);
  });

  it('stays on record with reason, notes, who, when, quantity and value, one row a line', async () => {
    const { admin, world, first, next, backorder } = await twoWaiting();
    await cancel(admin, `/backorders/${backorder.id}`, {
      reason: 'excessive_delay',
      notes: 'They bought elsewhere',
      notifyCustomer: true,
      lines: [{ backorderLineId: backorder.lines[0].id, quantity: 4 }],
    });
    await cancel(admin, `/orders/${next.id}`, { reason: 'other', reasonText: 'Shop burnt down' });
    await admin.patch(`/orders/${first.id}`, { lines: [{ orderLineId: first.lines[0].id, quantity: 5 }] });
    const list = async (query: string) => (await admin.get(`/cancellations?${query}`)).body.data;
    const own = await list(`customerId=${world.customerId}`);
    expect(own).toMatchObject([
      { reason: 'order_changed', quantity: 1, cancelledValue: { amount: '12.50' }, isWhole: false },
      {
        reason: 'excessive_delay',
        notes: 'They bought elsewhere',
        notifyCustomer: true,
        quantity: 4,
        cancelledValue: { amount: '50.00', currency: 'USD' },
        orderNumber: first.number,
        backorderNumber: backorder.number,
        cancelledBy: expect.stringContaining('administrator'),
      },
    ]);
    expect(await list('q=burnt')).toMatchObject([
      { reason: 'other', reasonText: 'Shop burnt down', orderNumber: next.number, isWhole: true },
    ]);
    expect(await list(`customerId=${world.customerId}&reason=excessive_delay`)).toHaveLength(1);
    expect(await list(`customerId=${world.customerId}&to=2000-01-01`)).toEqual([]);

    const one = (await admin.get('/cancellations?limit=1')).body;
    const two = (await admin.get(`/cancellations?limit=1&cursor=${one.nextCursor}`)).body;
    expect(two.data[0].id).not.toBe(one.data[0].id);
  });

  it('is for a reason of the list; another needs its words', async () => {
    const { admin, backorder } = await twoWaiting();
    const reply = await admin.post(`/backorders/${backorder.id}/cancellations`, { reason: 'other' });
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/reasonText' }] } });
    expect((await admin.get(`/backorders/${backorder.id}`)).body.outstanding).toBe(10);
    const typed = await admin.post(`/backorders/${backorder.id}/cancellations`, { reason: 'customer_requestd' });
    expect(typed).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/reason' }] } });
    expect((await admin.get(`/backorders/${backorder.id}`)).body.outstanding).toBe(10);
    await cancel(admin, `/backorders/${backorder.id}`, { reason: 'other', reasonText: 'Wrong label' });
    const { data } = (await admin.get(`/cancellations?orderId=${backorder.orderId}`)).body;
    expect(data).toMatchObject([{ reason: 'other', reasonText: 'Wrong label' }]);
  });

  it('is proposed, never done, past the last day of a line', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 2 });
    const lines = [{ variantId: world.variants.MALBEC, quantity: 5, cancelIfNotShippedBy: '2020-01-31' }];
    const placed = await order(admin, world, {}, { lines });
    await pick(admin, placed, [{ picked: 2, short: 3 }]);
    expect(placed.lines).toMatchObject([{ cancelIfNotShippedBy: '2020-01-31', isPastShipBy: true }]);
    expect((await backorderOf(admin, placed)).lines).toMatchObject([{ isPastShipBy: true, outstanding: 3 }]);
    const { rows } = await story.company.database.query(
      'select quantity, backorder_id is not null as backordered from lines_to_ship_by where order_id = $1',
      [placed.id],
    );
    expect(rows).toEqual([{ quantity: 3, backordered: true }]);
    const changed = await admin.patch(`/orders/${placed.id}`, {
      lines: [{ orderLineId: placed.lines[0].id, cancelIfNotShippedBy: null, shortageRule: 'ask' }],
    });
    expect(changed.body.lines).toMatchObject([{ isPastShipBy: false, shortageRule: 'ask' }]);
  });

  it('stands in no list of orders that are asked for by another status, and each status is counted', async () => {
    const { admin, world, first } = await twoWaiting();
    const counted = async () => (await admin.get(`/orders/counts?customerId=${world.customerId}`)).body;
    expect(await counted()).toMatchObject({ all: 1, confirmed: 1, backorder: 1, cancelled: 0 });
    await cancel(admin, `/orders/${first.id}`);
    expect(await counted()).toMatchObject({ all: 1, confirmed: 0, backorder: 0, cancelled: 1 });
    const listed = async (query: string) =>
      (await admin.get(`/orders?customerId=${world.customerId}&${query}`)).body.data;
    expect(await listed('isOnHold=true')).toEqual([]);
    expect(await listed('orderedFrom=2999-01-01')).toEqual([]);
    expect(await listed('q=malbec')).toHaveLength(1);
    expect(await listed(`warehouseId=${world.warehouseId}`)).toHaveLength(1);
  });
});
