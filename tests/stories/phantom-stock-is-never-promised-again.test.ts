import { describe, expect, it } from 'vitest';
import { buildWorld, order, receive, stockOf } from '#tests/support/world.ts';
import { backorderOf, fill, made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('when the picker finds less than the records say', () => {
  const story = openBalancedCompany();

  it('15 of 20 reserved, 12 picked and 8 short takes 3 phantom units out of stock', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 15 });
    const placed = await order(admin, world, { MALBEC: 20 });
    await order(admin, world, { MALBEC: 4 });
    const picked = await pick(admin, placed, [{ picked: 12, short: 8 }]);
    expect(picked).toMatchObject({ status: 'picked', lines: [{ quantity: 12, short: 8 }] });
    expect(await stockOf(admin, world, 'MALBEC')).toEqual({
      onHand: 12,
      allocated: 12,
      available: 0,
      waiting: 12,
      backordered: 12,
    });
    const movements = (await admin.get(`/stock-movements?variantId=${world.variants.MALBEC}`)).body.data;
    expect(movements[0]).toMatchObject({
      kind: 'adjustment',
      quantity: -3,
      reason: 'short_pick',
      document: { type: 'order', number: placed.number },
    });
    const { rows } = await story.company.database.query(
      'select reason, closed_at from count_requests where variant_id = $1',
      [world.variants.MALBEC],
    );
    expect(rows).toEqual([{ reason: 'short_pick', closed_at: null }]);
  });

  it('a bin on the count list leaves it when it is counted', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 5 });
    await pick(admin, await order(admin, world, { MALBEC: 5 }), [{ picked: 3, short: 2 }]);
    made(
      await admin.post('/stock-adjustments', {
        variantId: world.variants.MALBEC,
        warehouseId: world.warehouseId,
        countedQuantity: 3,
        reason: 'count',
      }),
    );
    const { rows } = await story.company.database.query(
      'select closed_at is not null as closed from count_requests where variant_id = $1',
      [world.variants.MALBEC],
    );
    expect(rows).toEqual([{ closed: true }]);
  });

  it('nothing picked and all of it short makes the backorder and no fulfillment', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 6 });
    const placed = await order(admin, world, { MALBEC: 6 });
    const picked = await pick(admin, placed, [{ picked: 0, short: 6 }]);
    expect(picked).toMatchObject({ id: null, backorder: { id: expect.any(String) } });
    expect(await readOrder(admin, placed)).toMatchObject({ status: 'confirmed', fulfillments: [] });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 0, allocated: 0, backordered: 6 });
  });

  it('a short pick on a backorder stays on that backorder', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: 10 });
    await receive(admin, world, 'MALBEC', 10);
    const backorder = await backorderOf(admin, placed);
    const filled = made(
      await admin.post(`/backorders/${backorder.id}/fulfillments`, {
        lines: [{ backorderLineId: backorder.lines[0].id, quantity: 7, short: 3 }],
        shipment: {},
      }),
    );
    expect(filled).toMatchObject({ status: 'shipped', backorder: null, lines: [{ quantity: 7, short: 3 }] });
    const after = await backorderOf(admin, placed);
    expect(after).toMatchObject({ id: backorder.id, status: 'partially_fulfilled', fulfilled: 7, outstanding: 3 });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 0, allocated: 0, waiting: 3 });
    await receive(admin, world, 'MALBEC', 3);
    await fill(admin, after, [3], { shipment: {} });
    expect(await backorderOf(admin, placed)).toMatchObject({ status: 'fulfilled', outstanding: 0 });
  });
});
