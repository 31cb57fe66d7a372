import { describe, expect, it } from 'vitest';
import { buildWorld, order, stockOf } from '#tests/support/world.ts';
import { backorderOf, fill, made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a backorder a person makes', () => {
  const story = openBalancedCompany();
  const move = (placed: any, quantity: number, more: object = {}) =>
    story.admin.post(`/orders/${placed.id}/backorders`, {
      lines: [{ orderLineId: placed.lines[0].id, quantity }],
      reason: 'customer_wants_it_later',
      ...more,
    });

  it('takes the reservation beyond the rest of the order line along, and changes nobody else’s', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 15 });
    const placed = await order(admin, world, { MALBEC: 20 });
    const next = await order(admin, world, { MALBEC: 4 });
    made(await move(placed, 8));
    expect((await readOrder(admin, placed)).lines[0]).toMatchObject({ outstanding: 12, allocated: 12, backordered: 8 });
    const backorder = await backorderOf(admin, placed);
    expect(backorder).toMatchObject({ status: 'ready_to_fulfill', outstanding: 8, allocated: 3, cause: 'manual' });
    expect((await backorderOf(admin, next)).allocated).toBe(0);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 15, allocated: 15 });
    expect((await fill(admin, backorder, [3], { shipment: {} })).status).toBe('shipped');
  });

  it('is never larger than the unfilled remainder', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 15 });
    const placed = await order(admin, world, { MALBEC: 20 });
    await pick(admin, placed, [{ picked: 9 }]);
    expect((await move(placed, 12)).body).toMatchObject({ status: 409, code: 'more_than_remainder', unpicked: 11 });
    expect((await move(placed, 5, { promisedOn: '2001-01-01' })).body.code).toBe('promise_in_the_past');
    made(await move(placed, 11));
    expect((await readOrder(admin, placed)).lines[0]).toMatchObject({
      outstanding: 9,
      picked: 9,
      allocated: 9,
      backordered: 11,
    });
    expect(await backorderOf(admin, placed)).toMatchObject({ allocated: 6, outstanding: 11 });
  });

  it('keeps the place of its order in the queue', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 2 });
    const older = await order(admin, world, { MALBEC: 10 });
    const newer = await order(admin, world, { MALBEC: 10 });
    made(await move(older, 8));
    const place = async (placed: any) => (await backorderOf(admin, placed)).lines[0].placeInQueue;
    expect([await place(older), await place(newer)]).toEqual([1, 2]);
  });
});
