import { describe, expect, it } from 'vitest';
import { buildWorld, order } from '#tests/support/world.ts';
import { made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('with automatic backorders off', () => {
  const story = openBalancedCompany();

  it('a shortage stays on the order, with its reason, until a person makes the backorder', async () => {
    const { admin } = story;
    await admin.patch('/settings', { backorderCreation: 'never' });
    const world = await buildWorld(admin, { MALBEC: 15, SYRAH: 0 });
    const placed = await order(admin, world, { MALBEC: 20, SYRAH: 6 });
    expect(placed.backorders).toEqual([]);
    expect(placed.backorderCreation).toMatchObject({ setting: 'never', by: expect.stringMatching(/administrator/) });
    expect(placed.lines).toMatchObject([
      { outstanding: 20, allocated: 15, shortage: 5, shortageBecause: 'creation_off' },
      { outstanding: 6, allocated: 0, shortage: 6, shortageBecause: 'creation_off' },
    ]);

    const picked = await pick(admin, placed, [{ picked: 15, short: 5 }], { shipment: {} });
    expect(picked.backorder).toBeNull();
    const after = await readOrder(admin, placed);
    expect(after).toMatchObject({ status: 'partially_fulfilled', hasOpenBackorder: false });
    expect(after.lines[0]).toMatchObject({
      fulfilled: 15,
      outstanding: 5,
      shortage: 5,
      shortageBecause: 'creation_off',
    });

    const backorder = made(
      await admin.post(`/orders/${placed.id}/backorders`, {
        lines: [{ orderLineId: placed.lines[0].id, quantity: 5 }],
        reason: 'customer_agreed',
        promisedOn: '2999-01-15',
      }),
    );
    expect(backorder).toMatchObject({
      cause: 'manual',
      reason: 'customer_agreed',
      promisedOn: '2999-01-15',
      outstanding: 5,
    });
  });
});
