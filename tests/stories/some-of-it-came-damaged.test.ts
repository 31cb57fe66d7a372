import { describe, expect, it } from 'vitest';
import { buildWorld, buy, order, stockOf } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('what comes damaged', () => {
  const story = openBalancedCompany();

  it('has arrived, goes to nobody, and stands on the supplier’s record until the receipt is undone', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const waiting = await backorderOf(admin, await order(admin, world, { MALBEC: 11 }));
    const bought = await buy(admin, world, 'MALBEC', 12);
    const [{ id: purchaseOrderLineId }] = bought.lines;
    const post = (line: object) =>
      admin.post(`/purchase-orders/${bought.id}/receipts`, { lines: [{ purchaseOrderLineId, ...line }] });
    const wrong = await post({ quantity: 3, damaged: 4 });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '#/lines/0/damaged']);
    const receipt = made(await post({ quantity: 12, damaged: 2 }));
    expect(receipt).toMatchObject({ allocated: 10, lines: [{ quantity: 12, damaged: 2 }] });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 10, allocated: 10, waiting: 1 });
    expect((await admin.get(`/backorders/${waiting.id}`)).body).toMatchObject({ allocated: 10, outstanding: 11 });
    const read = async () => (await admin.get(`/purchase-orders/${bought.id}`)).body;
    expect(await read()).toMatchObject({ status: 'received', remaining: 0, receipts: [{ quantity: 12, damaged: 2 }] });
    expect((await read()).lines).toMatchObject([{ received: 12, damaged: 2 }]);
    const record = async () => (await admin.get(`/suppliers/${world.supplierId}/reliability`)).body.record;
    expect(await record()).toMatchObject({ orderedUnits: 12, shortUnits: 0, damagedUnits: 2 });

    made(await admin.post(`/receipts/${receipt.id}/reversals`, { reason: 'counted again' }));
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 0, allocated: 0 });
    expect([(await read()).remaining, (await record()).damagedUnits]).toEqual([12, 0]);
    expect((await read()).lines).toMatchObject([{ received: 0, damaged: 0 }]);
    // Nothing of it is sound: it came, and nothing moves.
    const broken = made(await post({ quantity: 5, damaged: 5 }));
    expect([broken.allocated, (await stockOf(admin, world, 'MALBEC')).onHand]).toEqual([0, 0]);
    made(await admin.post(`/receipts/${broken.id}/reversals`, {}));
    expect((await read()).remaining).toBe(12);
  });
});
