import { describe, expect, it } from 'vitest';
import { buildWorld, buy, order, stockOf } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a purchase order', () => {
  const story = openBalancedCompany();

  it('takes in more than was ordered, and all of it is stock', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const waiting = await order(admin, world, { MALBEC: 14 });
    const bought = await buy(admin, world, 'MALBEC', 10);
    const receive = (quantity: number, more = {}) =>
      admin.post(`/purchase-orders/${bought.id}/receipts`, {
        lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity }],
        ...more,
      });
    expect(made(await receive(7))).toMatchObject({ allocated: 7 });
    expect((await admin.get(`/purchase-orders/${bought.id}`)).body).toMatchObject({
      status: 'partially_received',
      lines: [{ received: 7, remaining: 3 }],
    });
    expect(made(await receive(9, { confirmed: true }))).toMatchObject({ allocated: 7 });
    expect((await admin.get(`/purchase-orders/${bought.id}`)).body).toMatchObject({
      status: 'received',
      lines: [{ quantity: 10, received: 16, remaining: 0 }],
      receipts: [{ quantity: 7 }, { quantity: 9 }],
    });
    expect((await backorderOf(admin, waiting)).allocated).toBe(14);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 16, allocated: 14, available: 2 });
  });

  it('that was closed takes in nothing more', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const bought = await buy(admin, world, 'MALBEC', 10);
    expect((await admin.patch(`/purchase-orders/${bought.id}`, { closed: true })).body.lines[0].remaining).toBe(0);
    const late = await admin.post(`/purchase-orders/${bought.id}/receipts`, {
      lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity: 1 }],
    });
    expect(late.body).toMatchObject({ status: 409, code: 'purchase_order_closed', closedAt: expect.any(String) });
  });
});
