import { describe, expect, it } from 'vitest';
import { buildWorld, order } from '#tests/support/world.ts';
import { backorderOf, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a line that stock covers in part', () => {
  const story = openBalancedCompany();

  it('stays open on its order until somebody marks the rest short', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 12 });
    const placed = await order(admin, world, { MALBEC: 20 });
    expect(placed.backorders).toEqual([]);
    expect(placed.lines[0]).toMatchObject({
      outstanding: 20,
      allocated: 12,
      shortage: 8,
      shortageBecause: 'not_picked_yet',
    });

    await pick(admin, placed, [{ picked: 12 }], { shipment: {} });
    const shipped = await readOrder(admin, placed);
    expect(shipped).toMatchObject({ status: 'partially_fulfilled', hasOpenBackorder: false, backorders: [] });
    expect(shipped.lines[0]).toMatchObject({
      fulfilled: 12,
      outstanding: 8,
      shortage: 8,
      shortageBecause: 'nothing_marked_short',
    });

    const marked = await pick(admin, placed, [{ picked: 0, short: 8 }]);
    expect(marked).toMatchObject({ id: null, status: null, lines: [], backorder: { number: expect.any(String) } });
    expect((await readOrder(admin, placed)).lines[0]).toMatchObject({
      fulfilled: 12,
      backordered: 8,
      outstanding: 0,
      shortage: 0,
    });
    expect(await backorderOf(admin, placed)).toMatchObject({
      cause: 'partial_fulfillment',
      outstanding: 8,
      lines: [{ ordered: 20, filledFromOrder: 12, quantity: 8 }],
    });
  });

  it('gives no more than is open, and says how much that is', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 12 });
    const placed = await order(admin, world, { MALBEC: 20 });
    const tooMuch = (lines: object) => admin.post(`/orders/${placed.id}/fulfillments`, { lines: [lines] });
    const orderLineId = placed.lines[0].id;
    expect((await tooMuch({ orderLineId, picked: 15, short: 6 })).body).toMatchObject({
      code: 'more_than_outstanding',
      unpicked: 20,
    });
    expect((await tooMuch({ orderLineId, picked: 13 })).body).toMatchObject({
      code: 'more_than_allocated',
      allocated: 12,
    });
    expect((await tooMuch({ orderLineId, picked: 0, short: 0 })).body.code).toBe('nothing_picked');
    expect((await readOrder(admin, placed)).lines[0]).toMatchObject({ outstanding: 20, allocated: 12, picked: 0 });
  });
});
