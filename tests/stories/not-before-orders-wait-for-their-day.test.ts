import { describe, expect, it } from 'vitest';
import { allocateDueLines } from '#server/allocation/allocate-due-lines.ts';
import { buildWorld, order, receive, stockOf } from '#tests/support/world.ts';
import { readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

/** The clock of the orders below; their lead days are the default 14. */
const at = (instant: string) => ({ 'makegood-now': instant });

describe('an order not wanted before a later day', () => {
  const story = openBalancedCompany();

  it('takes no stock until the lead days before its day, and keeps its place in the queue', async () => {
    const { admin, company } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const taken = await admin.post(
      '/orders',
      {
        customerId: world.customerId,
        warehouseId: world.warehouseId,
        confirm: true,
        requestedOn: '2031-06-30',
        lines: [{ variantId: world.variants.MALBEC, quantity: 8 }],
      },
      at('2031-05-01T15:00:00Z'),
    );
    expect(taken.status).toBe(201);
    expect(taken.body.lines[0]).toMatchObject({ outstanding: 8, allocated: 0 });

    expect(await allocateDueLines(company.database, '2031-06-15T15:00:00Z')).toMatchObject({ allocated: 0 });
    expect((await readOrder(admin, taken.body)).lines[0].allocated).toBe(0);
    expect(await allocateDueLines(company.database, '2031-06-16T15:00:00Z')).toMatchObject({ allocated: 8 });
    expect((await readOrder(admin, taken.body)).lines[0].allocated).toBe(8);
    expect(await allocateDueLines(company.database, '2031-06-17T15:00:00Z')).toMatchObject({ allocated: 0 });
  });

  it('is no backorder while it does not have to wait for stock', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const taken = await order(admin, world, { MALBEC: 8 }, { requestedOn: '2999-06-30' });
    expect(taken).toMatchObject({
      backorders: [],
      lines: [{ outstanding: 8, allocated: 0, shortageBecause: 'not_before' }],
    });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 10, allocated: 0, available: 10 });
  });

  it('is a backorder when there is no stock at all', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const taken = await order(admin, world, { MALBEC: 8 }, { requestedOn: '2999-06-30' });
    expect(taken.backorders).toMatchObject([{ outstanding: 8 }]);
    const waiting = (await admin.get(`/backorders/${taken.backorders[0].id}/explanation`)).body;
    expect(waiting.lines[0].waiting).toBe(8);
    await receive(admin, world, 'MALBEC', 10);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ allocated: 0, available: 10, waiting: 8 });
  });

  it('takes stock at once when the customer wants it sooner', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const taken = await order(admin, world, { MALBEC: 8 }, { requestedOn: '2999-06-30' });
    const sooner = await admin.patch(`/orders/${taken.id}`, { requestedOn: null });
    expect(sooner.body.lines[0].allocated).toBe(8);
  });
});
