import { describe, expect, it } from 'vitest';
import { addCustomer, adjust, buildWorld, order, stockOf } from '#tests/support/world.ts';
import { made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a count that finds less than is reserved', () => {
  const story = openBalancedCompany();

  it('takes from the lowest-ranked line, and says so on it', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 20 });
    const vip = await order(admin, world, { MALBEC: 6 }, { customerId: await addCustomer(admin, { tier: 'vip' }) });
    const older = await order(admin, world, { MALBEC: 6 });
    const newer = await order(admin, world, { MALBEC: 6 });
    const counted = await adjust(admin, {
      variantId: world.variants.MALBEC as string,
      warehouseId: world.warehouseId,
      countedQuantity: 10,
    });
    expect(counted).toMatchObject({
      difference: -10,
      posted: -10,
      onHand: 10,
      allocated: 10,
      available: 0,
      exceptionId: null,
    });
    expect(counted.released).toEqual([
      { orderId: newer.id, backorderId: null, quantity: 6 },
      { orderId: older.id, backorderId: null, quantity: 2 },
    ]);
    const allocated = async (one: any) => (await readOrder(admin, one)).lines[0].allocated;
    expect([await allocated(vip), await allocated(older), await allocated(newer)]).toEqual([6, 4, 0]);
    const history = (await admin.get(`/orders/${older.id}/history`)).body.data;
    expect(history[0]).toMatchObject({
      action: 'allocation.decide',
      changes: { outcome: 'released', reason: 'stock_missing', quantity: 2 },
    });
    expect((await readOrder(admin, older)).lines[0]).toMatchObject({
      shortage: 2,
      shortageBecause: 'not_picked_yet',
    });
  });

  it('found again, goes back to whoever is first in the queue', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 12 });
    const first = await order(admin, world, { MALBEC: 6 });
    const second = await order(admin, world, { MALBEC: 6 });
    const stock = { variantId: world.variants.MALBEC as string, warehouseId: world.warehouseId };
    await adjust(admin, { ...stock, countedQuantity: 0 });
    await adjust(admin, { ...stock, difference: 8 });
    expect((await readOrder(admin, first)).lines[0].allocated).toBe(6);
    expect((await readOrder(admin, second)).lines[0].allocated).toBe(2);
  });

  it('below what is being picked is posted down to that, and the rest needs a person', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 20 });
    const placed = await order(admin, world, { MALBEC: 15 });
    await pick(admin, placed, [{ picked: 12 }]);
    const counted = await adjust(admin, {
      variantId: world.variants.MALBEC as string,
      warehouseId: world.warehouseId,
      countedQuantity: 9,
    });
    expect(counted).toMatchObject({ countedQuantity: 9, difference: -11, posted: -8, onHand: 12, allocated: 12 });
    const exceptions = (await admin.get('/exceptions?kind=count_below_picked')).body.data;
    expect(exceptions.find(({ id }: any) => id === counted.exceptionId)).toMatchObject({
      kind: 'count_below_picked',
      variantId: world.variants.MALBEC,
      facts: { unposted: -3 },
      closedAt: null,
    });
    expect((await readOrder(admin, placed)).lines[0]).toMatchObject({ outstanding: 15, allocated: 12, picked: 12 });
  });

  it('keeps whole cases whole: what is left of a reservation can still be picked', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const product = made(await admin.post('/products', { name: 'Case goods' }));
    const { id: variantId } = made(
      await admin.post('/variants', {
        productId: product.id,
        sku: 'CASE-12',
        name: 'Case of twelve',
        unitsPerCase: 12,
        orderMultiple: 12,
        price: { amount: '1.00', currency: 'USD' },
      }),
    );
    const stock = { variantId, warehouseId: world.warehouseId };
    await adjust(admin, { ...stock, countedQuantity: 24 });
    const placed = await order(admin, { ...world, variants: { CASE: variantId } }, { CASE: 24 });
    const counted = await adjust(admin, { ...stock, countedQuantity: 19 });
    expect(counted).toMatchObject({ onHand: 19, allocated: 12, available: 7, posted: -5 });
    await adjust(admin, { ...stock, countedQuantity: 24 });
    expect((await readOrder(admin, placed)).lines[0]).toMatchObject({ outstanding: 24, allocated: 24 });
    expect(await stockOf(admin, { ...world, variants: { CASE: variantId } }, 'CASE')).toMatchObject({ waiting: 0 });
  });
});
