import { describe, expect, it } from 'vitest';
import { buildWorld, order } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('confirming an order for goods that are not there', () => {
  const story = openBalancedCompany();

  it('makes a backorder of the lines wholly without stock, and only of those', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 10 });
    const placed = await order(admin, world, { MALBEC: 20, SYRAH: 5 });
    expect(placed).toMatchObject({ status: 'confirmed', hasOpenBackorder: true });
    expect(placed.lines).toMatchObject([
      { outstanding: 0, backordered: 20, allocated: 0, shortage: 0, shortageBecause: null },
      { outstanding: 5, backordered: 0, allocated: 5, shortage: 0, shortageBecause: null },
    ]);
    const backorder = await backorderOf(admin, placed);
    expect(backorder).toMatchObject({
      status: 'open',
      cause: 'confirmation',
      quantity: 20,
      outstanding: 20,
      allocated: 0,
      orderId: placed.id,
      customerId: world.customerId,
      terms: 'net_30',
      deliveryAddress: { line1: '1 Main Street', city: 'Des Moines' },
      outstandingValue: { amount: '250.00' },
    });
    expect(backorder.lines).toMatchObject([{ ordered: 20, filledFromOrder: 0, quantity: 20, placeInQueue: 1 }]);
  });

  it('makes nothing of a draft until it is confirmed', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const draft = await order(admin, world, { MALBEC: 20 }, { confirm: false });
    expect(draft).toMatchObject({ status: 'draft', confirmedAt: null, backorders: [] });
    const confirmed = made(await admin.post(`/orders/${draft.id}/confirmations`));
    expect(confirmed).toMatchObject({ status: 'confirmed', backorders: [{ status: 'open', outstanding: 20 }] });
    const again = await admin.post(`/orders/${draft.id}/confirmations`);
    expect(again.body).toMatchObject({ status: 409, code: 'order_not_draft', orderStatus: 'confirmed' });
  });

  it('cancels the shortage of a discontinued item, and leaves one to be asked about open', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 2, SYRAH: 0 });
    await admin.patch(`/variants/${world.variants.MALBEC}`, { discontinued: true });
    const placed = made(
      await admin.post('/orders', {
        customerId: world.customerId,
        warehouseId: world.warehouseId,
        confirm: true,
        lines: [
          { variantId: world.variants.MALBEC, quantity: 5 },
          { variantId: world.variants.SYRAH, quantity: 4, shortageRule: 'ask' },
        ],
      }),
    );
    expect(placed.backorders).toEqual([]);
    expect(placed.lines).toMatchObject([
      { outstanding: 2, allocated: 2, cancelled: 3, shortage: 0 },
      { outstanding: 4, allocated: 0, cancelled: 0, shortage: 4, shortageBecause: 'rule_ask' },
    ]);
  });
});
