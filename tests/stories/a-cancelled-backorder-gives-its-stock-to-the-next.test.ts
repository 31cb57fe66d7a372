import { describe, expect, it } from 'vitest';
import { buildWorld, order, receive, stockOf } from '#tests/support/world.ts';
import { backorderOf, cancel, fill, made, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a cancelled backorder', () => {
  const story = openBalancedCompany();

  async function twoWaiting() {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const first = await order(admin, world, { MALBEC: 10 });
    const next = await order(admin, world, { MALBEC: 6 });
    await receive(admin, world, 'MALBEC', 10);
    return { admin, world, first, next, backorder: await backorderOf(admin, first) };
  }

  it('gives what was reserved for it to the next in the same moment', async () => {
    const { admin, world, first, next, backorder } = await twoWaiting();
    expect(backorder).toMatchObject({ status: 'ready_to_fulfill', allocated: 10 });
    const cancelled = await cancel(admin, `/backorders/${backorder.id}`);
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      cancelled: 10,
      outstanding: 0,
      allocated: 0,
      outstandingValue: { amount: '0.00' },
    });
    expect(await backorderOf(admin, next)).toMatchObject({ status: 'ready_to_fulfill', allocated: 6 });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ allocated: 6, available: 4 });
    expect(await readOrder(admin, first)).toMatchObject({ status: 'cancelled', cancelled: 10 });
    const { rows } = await story.company.database.query(
      `select count(distinct transaction_id)::integer as transactions from audit_events
       where action = 'backorder.cancel' and record_id = $1`,
      [backorder.id],
    );
    expect(rows).toEqual([{ transactions: 1 }]);
  });

  it('by quantity, gives up what waits first and what is reserved last', async () => {
    const { admin, next, backorder } = await twoWaiting();
    const waiting = await backorderOf(admin, next);
    const lines = (quantity: number) => ({ lines: [{ backorderLineId: backorder.lines[0].id, quantity }] });
    const part = await cancel(admin, `/backorders/${backorder.id}`, lines(4));
    expect(part).toMatchObject({ status: 'ready_to_fulfill', cancelled: 4, outstanding: 6, allocated: 6 });
    expect((await backorderOf(admin, next)).allocated).toBe(waiting.allocated + 4);
    const tooMuch = await admin.post(`/backorders/${backorder.id}/cancellations`, {
      reason: 'customer_requested',
      ...lines(7),
    });
    expect(tooMuch.body).toMatchObject({ code: 'more_than_cancellable', outstanding: 6, cancelled: 4 });
  });

  it('is final: a second cancel is refused with the present state, and no filling revives it', async () => {
    const { admin, backorder } = await twoWaiting();
    await cancel(admin, `/backorders/${backorder.id}`);
    const again = await admin.post(`/backorders/${backorder.id}/cancellations`, { reason: 'customer_requested' });
    expect(again.body).toMatchObject({
      status: 409,
      code: 'nothing_to_cancel',
      backorderStatus: 'cancelled',
      cancelled: 10,
      outstanding: 0,
    });
    const revived = await admin.post(`/backorders/${backorder.id}/fulfillments`, {
      lines: [{ backorderLineId: backorder.lines[0].id, quantity: 1 }],
    });
    expect(revived.body.code).toBe('nothing_outstanding');
    expect((await admin.post(`/backorders/${backorder.id}/promises`, { promisedOn: '2999-01-01' })).body.code).toBe(
      'nothing_outstanding',
    );
  });

  it('of which some was shipped is complete with the rest cancelled, never cancelled', async () => {
    const { admin, first, backorder } = await twoWaiting();
    await fill(admin, backorder, [7], { shipment: {}, delivery: {} });
    expect(await cancel(admin, `/backorders/${backorder.id}`)).toMatchObject({
      status: 'complete',
      fulfilled: 7,
      cancelled: 3,
    });
    expect(await readOrder(admin, first)).toMatchObject({ status: 'delivered', restCancelled: true });
  });

  it('that is being picked is put back first, and then goes to the next', async () => {
    const { admin, world, next, backorder } = await twoWaiting();
    const picked = await fill(admin, backorder, [10]);
    await cancel(admin, `/backorders/${backorder.id}`);
    expect(await backorderOf(admin, next)).toMatchObject({ status: 'open', allocated: 0 });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 10, allocated: 10, available: 0 });
    expect((await admin.get(`/fulfillments/${picked.id}`)).body.status).toBe('voided');

    const [task] = (await admin.get(`/put-back-tasks?warehouseId=${world.warehouseId}`)).body.data;
    expect(task).toMatchObject({ quantity: 10, orderNumber: backorder.orderNumber, doneAt: null });
    made(await admin.post(`/put-back-tasks/${task.id}/completions`));
    expect(await backorderOf(admin, next)).toMatchObject({ status: 'ready_to_fulfill', allocated: 6 });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 10, allocated: 6, available: 4 });
    expect((await admin.post(`/put-back-tasks/${task.id}/completions`)).body.code).toBe('put_back_already_done');
  });

  it('that is picked in part loses what waits, then what is reserved, then what is picked', async () => {
    const { admin, world, next, backorder } = await twoWaiting();
    const picked = await fill(admin, backorder, [6]);
    const part = await cancel(admin, `/backorders/${backorder.id}`, {
      lines: [{ backorderLineId: backorder.lines[0].id, quantity: 5 }],
    });
    expect(part).toMatchObject({ outstanding: 5, allocated: 5, lines: [{ picked: 5 }] });
    expect((await backorderOf(admin, next)).allocated).toBe(4);
    const [task] = (await admin.get(`/put-back-tasks?warehouseId=${world.warehouseId}`)).body.data;
    expect(task.quantity).toBe(1);
    const shipped = made(await admin.post(`/fulfillments/${picked.id}/shipments`));
    expect(shipped).toMatchObject({
      status: 'shipped',
      lines: [{ quantity: 5 }],
      invoice: { amount: { amount: '62.50' } },
    });
    made(await admin.post(`/put-back-tasks/${task.id}/completions`));
    expect((await backorderOf(admin, next)).allocated).toBe(5);
  });
});
