import { describe, expect, it } from 'vitest';
import { buildWorld, order, stockOf } from '#tests/support/world.ts';
import { backorderOf, cancel, pick, readOrder, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('an order cancelled wholly', () => {
  const story = openBalancedCompany();

  it('gives back everything it had, with its backorders', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10, SYRAH: 0 });
    const placed = await order(admin, world, { MALBEC: 10, SYRAH: 5 });
    const next = await order(admin, world, { MALBEC: 4 });
    const cancelled = await cancel(admin, `/orders/${placed.id}`);
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      cancelled: 15,
      hasOpenBackorder: false,
      backorders: [{ status: 'cancelled', outstanding: 0 }],
      lines: [
        { outstanding: 0, cancelled: 10, allocated: 0 },
        { outstanding: 0, backordered: 5, cancelled: 0 },
      ],
    });
    expect((await backorderOf(admin, next)).allocated).toBe(4);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 10, allocated: 4, available: 6 });
    for (const [path, body, code] of [
      ['cancellations', { reason: 'customer_requested' }, 'nothing_to_cancel'],
      ['confirmations', {}, 'order_cancelled'],
      ['fulfillments', { lines: [{ orderLineId: placed.lines[0].id, picked: 1 }] }, 'order_cancelled'],
      ['backorders', { lines: [{ orderLineId: placed.lines[0].id, quantity: 1 }], reason: 'x' }, 'order_cancelled'],
    ] as const)
      expect((await admin.post(`/orders/${placed.id}/${path}`, body)).body).toMatchObject({ status: 409, code });
  });

  it('keeps what shipped; the rest is cancelled', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const placed = await order(admin, world, { MALBEC: 10 });
    await ship(admin, await pick(admin, placed, [{ picked: 6, short: 1 }]));
    expect(await cancel(admin, `/orders/${placed.id}`)).toMatchObject({
      status: 'fulfilled',
      restCancelled: true,
      shipped: 6,
      cancelled: 4,
    });
  });

  it('as a draft never held anything', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const draft = await order(admin, world, { MALBEC: 10 }, { confirm: false });
    expect((await cancel(admin, `/orders/${draft.id}`)).status).toBe('cancelled');
    expect((await admin.post(`/orders/${draft.id}/confirmations`)).body.code).toBe('order_cancelled');
    expect((await admin.post(`/orders/${draft.id}/cancellations`, { reason: 'customer_requested' })).body.code).toBe(
      'nothing_to_cancel',
    );
    expect((await readOrder(admin, draft)).lines[0]).toMatchObject({ allocated: 0, shortage: 0 });
  });

  it('by line and quantity leaves its backorders, and may serve them with what it gives back', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 6 });
    const placed = await order(admin, world, { MALBEC: 10 });
    await pick(admin, placed, [{ picked: 0, short: 4 }]);
    const lines = (quantity: number) => [{ orderLineId: placed.lines[0].id, quantity }];
    const tooMuch = await admin.post(`/orders/${placed.id}/cancellations`, {
      reason: 'customer_requested',
      lines: lines(7),
    });
    expect(tooMuch.body).toMatchObject({
      code: 'more_than_cancellable',
      orderStatus: 'confirmed',
      lines: [{ outstanding: 6 }],
    });
    expect(await cancel(admin, `/orders/${placed.id}`, { lines: lines(6) })).toMatchObject({
      lines: [{ outstanding: 0, cancelled: 6, backordered: 4 }],
      backorders: [{ status: 'ready_to_fulfill', outstanding: 4 }],
    });
  });

  it('what a line waits for on a backorder is cancelled there, which the refusal names', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: 5 });
    const [{ id, number }] = placed.backorders;
    const ofLine = { reason: 'customer_requested', lines: [{ orderLineId: placed.lines[0].id, quantity: 2 }] };
    expect((await admin.post(`/orders/${placed.id}/cancellations`, ofLine)).body).toMatchObject({
      code: 'nothing_to_cancel',
      meaning: expect.stringContaining('return them instead'),
      backorders: [{ id, number, outstanding: 5 }],
    });
  });
});
