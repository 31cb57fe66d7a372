import { describe, expect, it } from 'vitest';
import { buildWorld, order, stockOf } from '#tests/support/world.ts';
import { backorderOf, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('with backorders made at confirmation', () => {
  const story = openBalancedCompany();

  it('what stock does not cover is a backorder from the first minute, and the order is ready to pick whole', async () => {
    const { admin } = story;
    await admin.patch('/settings', { backorderCreation: 'at_confirmation' });
    const world = await buildWorld(admin, { MALBEC: 15, SYRAH: 0, RIOJA: 9 });
    const placed = await order(admin, world, { MALBEC: 20, SYRAH: 6, RIOJA: 9 });
    expect(placed.lines).toMatchObject([
      { outstanding: 15, allocated: 15, backordered: 5, shortage: 0 },
      { outstanding: 0, allocated: 0, backordered: 6, shortage: 0 },
      { outstanding: 9, allocated: 9, backordered: 0, shortage: 0 },
    ]);
    const backorder = await backorderOf(admin, placed);
    expect(backorder.lines.map(({ quantity, ordered }: any) => [quantity, ordered])).toEqual([
      [5, 20],
      [6, 6],
    ]);
    await pick(admin, placed, [{ picked: 15 }], { shipment: {} });
    const after = await readOrder(admin, placed);
    expect(after).toMatchObject({ status: 'partially_fulfilled', ordered: 35, shipped: 15, hasOpenBackorder: true });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 0, waiting: 5, backordered: 5 });
  });

  it('an order that ships only as a whole stays together', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 15 });
    const placed = await order(admin, world, { MALBEC: 20 }, { shipPolicy: 'complete' });
    expect(placed).toMatchObject({ backorders: [], lines: [{ outstanding: 20, allocated: 0, shortage: 20 }] });
  });
});
