import { describe, expect, it } from 'vitest';
import { addCustomer, buildWorld, order, stockOf } from '#tests/support/world.ts';
import { made, pick, readOrder, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a pick that is undone before it ships', () => {
  const story = openBalancedCompany();

  it('leaves the goods reserved for the same line, whoever else waits', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 8 });
    const placed = await order(admin, world, { MALBEC: 8 });
    const picked = await pick(admin, placed, [{ picked: 8 }]);
    await order(admin, world, { MALBEC: 5 }, { customerId: await addCustomer(admin, { tier: 'vip' }) });
    const voided = made(await admin.post(`/fulfillments/${picked.id}/voids`, { reason: 'wrong pallet' }));
    expect(voided).toMatchObject({ status: 'voided', voidReason: 'wrong pallet', invoice: null });
    expect((await readOrder(admin, placed)).lines[0]).toMatchObject({ outstanding: 8, allocated: 8, picked: 0 });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 8, allocated: 8, available: 0 });
    for (const act of ['shipments', 'packings', 'deliveries'])
      expect((await admin.post(`/fulfillments/${picked.id}/${act}`)).body.code).toBe('fulfillment_voided');

    const again = await pick(admin, placed, [{ picked: 8 }]);
    expect((await ship(admin, again)).status).toBe('shipped');
    const late = await admin.post(`/fulfillments/${again.id}/voids`, { reason: 'too late' });
    expect(late.body).toMatchObject({ code: 'fulfillment_already_shipped', shippedAt: expect.any(String) });
  });
});
