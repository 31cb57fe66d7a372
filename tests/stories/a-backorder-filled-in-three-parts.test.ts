import { describe, expect, it } from 'vitest';
import { buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf, deliver, fill, readOrder, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a backorder filled in three parts', () => {
  const story = openBalancedCompany();

  it('stays one backorder, and the last part closes it', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: 20 });
    const seen: unknown[] = [];
    const fulfillments: any[] = [];
    for (const quantity of [5, 7, 8]) {
      await receive(admin, world, 'MALBEC', quantity);
      const filled = await fill(admin, await backorderOf(admin, placed), [quantity]);
      fulfillments.push(await ship(admin, filled));
      const { status, fulfilled, outstanding, allocated } = await backorderOf(admin, placed);
      seen.push({ status, fulfilled, outstanding, allocated });
    }
    expect(seen).toEqual([
      { status: 'partially_fulfilled', fulfilled: 5, outstanding: 15, allocated: 0 },
      { status: 'partially_fulfilled', fulfilled: 12, outstanding: 8, allocated: 0 },
      { status: 'fulfilled', fulfilled: 20, outstanding: 0, allocated: 0 },
    ]);
    expect((await readOrder(admin, placed)).backorders).toHaveLength(1);

    for (const fulfillment of fulfillments.slice(0, 2)) await deliver(admin, fulfillment);
    expect(await backorderOf(admin, placed)).toMatchObject({ status: 'fulfilled', delivered: 12 });
    await deliver(admin, fulfillments[2]);
    const closed = await backorderOf(admin, placed);
    expect(closed).toMatchObject({ status: 'complete', delivered: 20, outstandingValue: { amount: '0.00' } });
    expect(closed.fulfillments.map(({ lines, status }: any) => [lines[0].quantity, status])).toEqual([
      [5, 'delivered'],
      [7, 'delivered'],
      [8, 'delivered'],
    ]);
    expect(closed.fulfillments.map(({ invoice }: any) => invoice.amount.amount)).toEqual(['62.50', '87.50', '100.00']);
  });

  it('may be picked twice before either part ships', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: 10 });
    await receive(admin, world, 'MALBEC', 10);
    const backorder = await backorderOf(admin, placed);
    const [one, two] = [await fill(admin, backorder, [4]), await fill(admin, backorder, [6])];
    const three = await admin.post(`/backorders/${backorder.id}/fulfillments`, {
      lines: [{ backorderLineId: backorder.lines[0].id, quantity: 1 }],
    });
    expect(three.body).toMatchObject({ status: 409, code: 'more_than_outstanding', unpicked: 0 });
    await ship(admin, two);
    await ship(admin, one);
    expect(await backorderOf(admin, placed)).toMatchObject({ status: 'fulfilled', fulfilled: 10 });
  });
});
