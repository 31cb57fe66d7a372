import { describe, expect, it } from 'vitest';
import { addCustomer, buildWorld, buy, order, receive } from '#tests/support/world.ts';
import { backorderOf, cancel, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a purchase-order line bought for a named order line', () => {
  const story = openBalancedCompany();
  const arrive = async (purchaseOrder: any, quantity: number, more: object = {}) =>
    made(
      await story.admin.post(`/purchase-orders/${purchaseOrder.id}/receipts`, {
        lines: [{ purchaseOrderLineId: purchaseOrder.lines[0].id, quantity }],
        ...more,
      }),
    );

  it('serves that line first when it arrives, before a VIP who waits longer', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const vip = await addCustomer(admin, { tier: 'vip' });
    const ahead = await order(admin, world, { MALBEC: 10 }, { customerId: vip });
    const named = await order(admin, world, { MALBEC: 10 });
    const bought = await buy(admin, world, 'MALBEC', 6, { orderLineId: named.lines[0].id });
    const receipt = await arrive(bought, 6);
    expect((await backorderOf(admin, named)).allocated).toBe(6);
    expect((await backorderOf(admin, ahead)).allocated).toBe(0);
    const run = (await admin.get(`/allocation-runs/${receipt.allocationRunId}`)).body;
    expect(run.decisions[0]).toMatchObject({ orderNumber: named.number, claim: 'pinned', quantity: 6, rank: 1 });

    // Other stock goes by rank, and an unused part of the purchase falls to the queue.
    await receive(admin, world, 'MALBEC', 3);
    expect((await backorderOf(admin, ahead)).allocated).toBe(3);
    await arrive(bought, 4, { confirmed: true });
    expect((await backorderOf(admin, ahead)).allocated).toBe(7);
    expect((await backorderOf(admin, named)).allocated).toBe(6);
  });

  it('falls to the queue when its line was cancelled meanwhile', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const other = await order(admin, world, { MALBEC: 10 });
    const named = await order(admin, world, { MALBEC: 10 });
    const bought = await buy(admin, world, 'MALBEC', 10, { orderLineId: named.lines[0].id });
    await cancel(admin, `/backorders/${named.backorders[0].id}`);
    await arrive(bought, 10);
    expect((await backorderOf(admin, other)).allocated).toBe(10);
  });

  it('cannot be bought for a line that waits for nothing', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const served = await order(admin, world, { MALBEC: 10 });
    const refused = await admin.post('/purchase-orders', {
      supplierId: world.supplierId,
      warehouseId: world.warehouseId,
      lines: [{ variantId: world.variants.MALBEC, quantity: 5, orderLineId: served.lines[0].id }],
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'pin_above_need' } });
  });
});
