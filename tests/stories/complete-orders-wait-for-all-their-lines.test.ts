import { describe, expect, it } from 'vitest';
import { buildWorld, order, receive, stockOf } from '#tests/support/world.ts';
import { made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const complete = { shipPolicy: 'complete' };
const allocatedOf = ({ lines }: any) => lines.map(({ allocated }: any) => allocated);

describe('an order that ships only as a whole', () => {
  const story = openBalancedCompany();

  it('is passed over until all of it can be served, and parks no stock meanwhile', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10, SYRAH: 0 });
    const whole = await order(admin, world, { MALBEC: 6, SYRAH: 4 }, complete);
    expect(allocatedOf(whole)).toEqual([0, 0]);
    expect(whole.backorders).toEqual([]);
    expect(whole.lines.map(({ shortageBecause }: any) => shortageBecause)).toEqual(['ships_whole', 'ships_whole']);

    const small = await order(admin, world, { MALBEC: 3 });
    expect(allocatedOf(small)).toEqual([3]);
    expect((await receive(admin, world, 'SYRAH', 3)).allocated).toBe(0);
    expect((await receive(admin, world, 'SYRAH', 1)).allocated).toBe(10);
    expect(allocatedOf(await readOrder(admin, whole))).toEqual([6, 4]);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 10, allocated: 9, available: 1, waiting: 0 });
  });

  it('is not picked in part', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10, SYRAH: 10 });
    const whole = await order(admin, world, { MALBEC: 6, SYRAH: 4 }, complete);
    const part = await admin.post(`/orders/${whole.id}/fulfillments`, {
      lines: [{ orderLineId: whole.lines[0].id, picked: 6, short: 0 }],
    });
    expect(part.body).toMatchObject({ status: 409, code: 'not_whole_order' });
    expect(await pick(admin, whole, [{ picked: 6 }, { picked: 4 }], { shipment: {} })).toMatchObject({
      status: 'shipped',
      invoice: { amount: { amount: '125.00' } },
    });
    expect((await readOrder(admin, whole)).status).toBe('fulfilled');
  });

  it('is served at once when the customer lets it ship in part', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10, SYRAH: 0 });
    const whole = await order(admin, world, { MALBEC: 6, SYRAH: 4 }, complete);
    const changed = await admin.patch(`/orders/${whole.id}`, { shipPolicy: 'partial' });
    expect(allocatedOf(changed.body)).toEqual([6, 0]);
  });

  it('is served whatever other whole orders wait for the same goods and for goods of their own', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 20, RIOJA: 0, MERLOT: 0 });
    const first = await order(admin, world, { MALBEC: 5, SYRAH: 5 }, complete);
    const second = await order(admin, world, { SYRAH: 5, RIOJA: 5 }, complete);
    const third = await order(admin, world, { RIOJA: 5, MERLOT: 5 }, complete);
    expect((await receive(admin, world, 'MALBEC', 5)).allocated).toBe(10);
    expect((await receive(admin, world, 'MERLOT', 5)).allocated).toBe(0);
    expect((await receive(admin, world, 'RIOJA', 10)).allocated).toBe(20);
    for (const whole of [first, second, third]) expect(allocatedOf(await readOrder(admin, whole))).toEqual([5, 5]);
  });

  it('is served as soon as what is missing is moved to a backorder by hand', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10, SYRAH: 0 });
    const whole = await order(admin, world, { MALBEC: 6, SYRAH: 4 }, complete);
    made(
      await admin.post(`/orders/${whole.id}/backorders`, {
        lines: [{ orderLineId: whole.lines[1].id, quantity: 4 }],
        reason: 'customer_requested',
      }),
    );
    const after = await readOrder(admin, whole);
    expect(after.lines.map(({ outstanding, allocated }: any) => [outstanding, allocated])).toEqual([
      [6, 6],
      [0, 0],
    ]);
  });

  it('is served as soon as what is missing was marked short', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10, SYRAH: 0 });
    const whole = await order(admin, world, { MALBEC: 6, SYRAH: 4 }, complete);
    made(
      await admin.post(`/orders/${whole.id}/fulfillments`, {
        lines: [{ orderLineId: whole.lines[1].id, picked: 0, short: 4 }],
      }),
    );
    expect(allocatedOf(await readOrder(admin, whole))).toEqual([6, 0]);
  });
});
