import { describe, expect, it } from 'vitest';
import { addCustomer, buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('goods that arrive in two parts', () => {
  const story = openBalancedCompany();

  for (const allocationPolicy of ['priority', 'fifo']) {
    it(`are allocated as if they had arrived at once, by ${allocationPolicy}`, async () => {
      const { admin } = story;
      await admin.patch('/settings', { allocationPolicy });
      const dealt = async (receipts: number[]) => {
        const world = await buildWorld(admin, { MALBEC: 0 });
        const vip = await addCustomer(admin, { tier: 'vip' });
        const placed = [
          await order(admin, world, { MALBEC: 6 }),
          await order(admin, world, { MALBEC: 10 }),
          await order(admin, world, { MALBEC: 8 }, { customerId: vip }),
        ];
        for (const quantity of receipts) await receive(admin, world, 'MALBEC', quantity);
        return Promise.all(placed.map(async (one) => (await backorderOf(admin, one)).allocated));
      };
      const inOne = await dealt([20]);
      expect(await dealt([4, 16])).toEqual(inOne);
      expect(inOne).toEqual(allocationPolicy === 'priority' ? [6, 6, 8] : [6, 10, 4]);
    });
  }

  it('tell and write nothing when allocating again would change nothing', async () => {
    const { admin, company } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    await order(admin, world, { MALBEC: 6 });
    await receive(admin, world, 'MALBEC', 4);
    const kept = async () =>
      (await company.database.query('select count(*) as runs from allocation_runs')).rows[0].runs;
    const before = await kept();
    const again = await admin.post('/allocation-runs', {
      variantIds: [world.variants.MALBEC],
      warehouseId: world.warehouseId,
    });
    expect(again).toMatchObject({
      status: 201,
      body: { id: null, decisions: [{ outcome: 'passed_over', reason: 'supply_used_up', quantity: 0, waiting: 2 }] },
    });
    expect(await kept()).toBe(before);
  });
});
